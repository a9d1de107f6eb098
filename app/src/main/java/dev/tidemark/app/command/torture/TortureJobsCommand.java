package dev.tidemark.app.command.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.torture.JobsReport;
import dev.tidemark.app.torture.JobsTorture;
import dev.tidemark.app.torture.StoredJobs;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark torture jobs}. */
@Command(
    name = "jobs",
    header = "Kills server, workers and database while analyses run, then counts.",
    description = {
      "",
      "Starts 'tidemark up' and two workers in a home of their own, submits analyses over HTTP, each"
          + " with an Idempotency-Key, and kills processes at random times with SIGKILL: workers in six of"
          + " ten cases, the server in three, PostgreSQL in one. Then every accepted analysis must have"
          + " completed once or failed with a reason, and every key must be answered as before. Last line:",
      "  kills=N accepted=N completed=N failed=N lost=0 duplicated=0 replays_changed=0",
      "Exit code 0 only with exactly these zeros.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark torture jobs --kills 5 --analyses 6 --seed 1",
      "  tidemark torture jobs --kills 200 --seed 7 --json"
    })
public final class TortureJobsCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();
  @Mixin private WorkDirectory directory = new WorkDirectory();

  @Option(names = "--kills", paramLabel = "N", description = "Processes to kill; default 20.")
  private int kills = 20;

  @Option(names = "--analyses", paramLabel = "N", description = "To submit; default 100.")
  private int analyses = 100;

  @Option(names = "--seed", paramLabel = "N", description = "Victims and times; default 1.")
  private long seed = 1;

  private final Host host;

  public TortureJobsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (kills < 1 || analyses < 1) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Nothing to torture",
          "--kills or --analyses is below 1",
          "give 1 or more");
    }
    Settings settings = home.load(host);
    Path work = directory.make(host, settings);
    JobsTorture torture =
        new JobsTorture(
            new JobsTorture.Request(kills, analyses, seed, work),
            text -> host.terminal().status(text + "   "));
    JobsReport report = torture.run();
    try (Databases.Opened opened = Databases.embedded(torture.home(), 0)) {
      StoredJobs.compare(opened.database(), report, analyses);
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.IO_FAILURE,
          "The tortured database cannot be read",
          String.valueOf(e.getMessage()),
          "look into " + work,
          e);
    }
    host.terminal().clearStatus();
    print(report, work);
    return report.passed() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  private void print(JobsReport report, Path work) {
    PrintWriter out = host.terminal().out();
    if (output.json()) {
      ObjectNode document = Json.object();
      document.put("seed", seed);
      for (String pair : report.lastLine().split(" ", -1)) {
        String[] parts = pair.split("=", 2);
        document.put(parts[0], Integer.parseInt(parts[1]));
      }
      ObjectNode victims = document.putObject("victims");
      report.killsByVictim().forEach(victims::put);
      report.findings().forEach(document.putArray("findings")::add);
      document.put("kept", work.toString());
      Json.print(out, document);
      return;
    }
    report.killsByVictim().forEach((name, count) -> out.printf("%-28s %4d%n", name, count));
    report.findings().forEach(out::println);
    out.println("logs and home: " + work);
    out.println(report.lastLine());
    out.flush();
  }
}
