package dev.tidemark.app.command.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.config.SettingsLoader;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.torture.StreamReport;
import dev.tidemark.app.torture.StreamTorture;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark torture stream}. */
@Command(
    name = "stream",
    header = "Kills platform, broker and PostgreSQL under a stream of trades, then compares.",
    description = {
      "",
      "Starts 'tidemark broker' and 'tidemark up' in a home of their own and tells trades at a steady"
          + " rate, sending again what was not acknowledged, while the processes are killed at random"
          + " times with SIGKILL and started again. Then records, bars, features, final alerts, the"
          + " lake's rows and the dead letters must be what the same trades come to undisturbed. Seconds"
          + " are those from a kill to the next checkpoint of the live job; 'overtaken' are kills that"
          + " were followed by another one before. Last line:",
      "  kills=N records=N compared=N different=0 lost=0 doubled=0 changed=0 archive_lost=0"
          + " archive_doubled=0 archive_changed=0 letters=N letters_expected=N",
      "Exit code 0 only with exactly these zeros and as many letters as expected.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark torture stream --kills 5 --seed 1",
      "  tidemark torture stream --kills 200 --seed 7 --rate 2000 --json"
    })
public final class TortureStreamCommand implements Callable<Integer> {
  private static final int MOST = 20_000;
  private static final long TELL_EVERY_NANOS = 60_000_000_000L;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();
  @Mixin private WorkDirectory directory = new WorkDirectory();

  @Option(names = "--kills", paramLabel = "N", description = "Processes to kill; default 20.")
  private int kills = 20;

  @Option(names = "--seed", paramLabel = "N", description = "Trades, victims and times; default 1.")
  private long seed = 1;

  @Option(names = "--rate", paramLabel = "N", description = "Trades per second; default 2000.")
  private int rate = 2_000;

  private final Host host;
  private long lastTold = Long.MIN_VALUE;

  public TortureStreamCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (kills < 1 || rate < 1 || rate > MOST) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Nothing to torture",
          "--kills is below 1, or --rate is not within 1 to " + MOST,
          "give 1 or more kills and a rate that this machine keeps up with");
    }
    Path work = directory.make(host, home.load(host));
    Settings tortured =
        new SettingsLoader(host)
            .load(Optional.of(work.resolve("home").toString()), Optional.empty());
    StreamTorture torture =
        new StreamTorture(
            new StreamTorture.Request(kills, seed, rate, work, tortured),
            host.clock(),
            host.ticker(),
            this::tell);
    StreamReport report = torture.run();
    host.terminal().clearStatus();
    print(report, work);
    return report.passed() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  /** In a line that is replaced, or where nobody looks in a new one every now and then. */
  private void tell(String text) {
    long now = host.ticker().getAsLong();
    if (host.terminal().showsProgress()) {
      host.terminal().status(text + "   ");
    } else if (lastTold == Long.MIN_VALUE || now - lastTold > TELL_EVERY_NANOS) {
      lastTold = now;
      host.terminal().err().println(text);
      host.terminal().err().flush();
    }
  }

  private void print(StreamReport report, Path work) {
    PrintWriter out = host.terminal().out();
    if (output.json()) {
      ObjectNode document = Json.object();
      document.put("seed", seed).put("rate", rate).put("passed", report.passed());
      for (String pair : report.lastLine().split(" ", -1)) {
        String[] parts = pair.split("=", 2);
        document.put(parts[0], Long.parseLong(parts[1]));
      }
      document
          .put("seconds", report.seconds())
          .put("comparison_seconds", report.comparisonSeconds())
          .put("most_behind", report.mostBehind());
      ObjectNode victims = document.putObject("victims");
      report.killsByVictim().forEach(victims::put);
      ObjectNode recoveries = document.putObject("recovery");
      report
          .recoveries()
          .forEach(
              (name, recovery) ->
                  recoveries
                      .putObject(name)
                      .put("overtaken", recovery.overtaken())
                      .put("mean_seconds", recovery.mean())
                      .put("longest_seconds", recovery.longest()));
      report.findings().forEach(document.putArray("findings")::add);
      document.put("kept", work.toString());
      Json.print(out, document);
      return;
    }
    out.printf("%-16s %6s %10s %8s %8s%n", "killed", "times", "overtaken", "mean s", "most s");
    report
        .killsByVictim()
        .forEach(
            (name, count) -> {
              StreamReport.Recovery recovery =
                  report.recoveries().getOrDefault(name, StreamReport.Recovery.NONE);
              out.printf(
                  Locale.ROOT,
                  "%-16s %6d %10d %8.1f %8.1f%n",
                  name,
                  count,
                  recovery.overtaken(),
                  recovery.mean(),
                  recovery.longest());
            });
    out.printf(
        Locale.ROOT,
        "%d s of kills, %d s of coming to rest and comparing, at most %,d records not secured%n",
        report.seconds(),
        report.comparisonSeconds(),
        report.mostBehind());
    report.findings().forEach(out::println);
    out.println("logs and home: " + work);
    out.println(report.lastLine());
    out.flush();
  }
}
