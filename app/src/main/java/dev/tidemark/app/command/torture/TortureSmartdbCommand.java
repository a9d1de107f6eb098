package dev.tidemark.app.command.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.torture.SmartdbReport;
import dev.tidemark.app.torture.SmartdbTorture;
import dev.tidemark.app.torture.StoredMarket;
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

/** {@code tidemark torture smartdb}. */
@Command(
    name = "smartdb",
    header = "Kills loaders and PostgreSQL while trades are loaded, then compares everything.",
    description = {
      "",
      "Four processes load overlapping trades, with corrections and cancellations, into the database"
          + " of a home of their own. Loaders, and the database server with all its processes, are"
          + " killed at random times with SIGKILL and started again. Then every record, every surviving"
          + " trade and every bar of six timeframes must be what the program makes of the records, and"
          + " the database's own recomputation must change nothing. Last line:",
      "  kills=N records=N bars=N lost=0 doubled=0 different=0 bars_different=0 recompute_changed=0",
      "Exit code 0 only with exactly these zeros.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark torture smartdb --kills 5 --seed 1",
      "  tidemark torture smartdb --kills 200 --seed 7 --json"
    })
public final class TortureSmartdbCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();
  @Mixin private WorkDirectory directory = new WorkDirectory();

  @Option(names = "--kills", paramLabel = "N", description = "Processes to kill; default 20.")
  private int kills = 20;

  @Option(names = "--seed", paramLabel = "N", description = "Trades, victims and times; default 1.")
  private long seed = 1;

  private final Host host;

  public TortureSmartdbCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (kills < 1) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT, "Nothing to torture", "--kills is below 1", "give 1 or more");
    }
    Settings settings = home.load(host);
    Path work = directory.make(host, settings);
    Path tortured = work.resolve("home");
    SmartdbReport report;
    // Kept open here, so that a killed server is noticed and started again by someone who lives.
    try (Databases.Opened opened = Databases.embedded(tortured, 0)) {
      SmartdbTorture torture =
          new SmartdbTorture(
              new SmartdbTorture.Request(kills, seed, work, tortured),
              text -> host.terminal().status(text + "   "));
      report = torture.run();
      StoredMarket.compare(opened.database(), torture, report);
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

  private void print(SmartdbReport report, Path work) {
    PrintWriter out = host.terminal().out();
    if (output.json()) {
      ObjectNode document = Json.object();
      document.put("seed", seed);
      for (String pair : report.lastLine().split(" ", -1)) {
        String[] parts = pair.split("=", 2);
        document.put(parts[0], Long.parseLong(parts[1]));
      }
      document.put("loaders_that_gave_up", report.loadersThatGaveUp());
      ObjectNode victims = document.putObject("victims");
      report.killsByVictim().forEach(victims::put);
      report.findings().forEach(document.putArray("findings")::add);
      document.put("kept", work.toString());
      Json.print(out, document);
      return;
    }
    report.killsByVictim().forEach((name, count) -> out.printf("%-28s %4d%n", name, count));
    out.println(
        "loaders that gave up when their database was killed: " + report.loadersThatGaveUp());
    report.findings().forEach(out::println);
    out.println("logs and home: " + work);
    out.println(report.lastLine());
    out.flush();
  }
}
