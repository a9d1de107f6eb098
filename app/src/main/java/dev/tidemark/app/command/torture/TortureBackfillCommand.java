package dev.tidemark.app.command.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.HomeOptions;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.command.backfill.SelectionOptions;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.torture.BackfillTorture;
import dev.tidemark.app.torture.TortureReport;
import dev.tidemark.app.wiring.Lakes;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark torture backfill}. */
@Command(
    name = "backfill",
    header = "Kills a backfill again and again, resumes it, and compares the tables.",
    description = {
      "",
      "Runs a backfill once undisturbed; then, in fresh lakes, kills its process with SIGKILL: two of"
          + " three times exactly at a phase, every phase in turn, the third time at a random time. Each"
          + " time the backfill is resumed, and may be killed again. The final tables must equal those of"
          + " the undisturbed run, row for row in logical order. Simulated data with late, repeated,"
          + " corrected and broken records by default, real files with --data. Last line:",
      "  kills=N lost=0 doubled=0 different=0",
      "Exit code 0 only with exactly these zeros.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark torture backfill --kills 5 --seed 1",
      "  tidemark torture backfill --kills 100 --seed 7 --json",
      "  tidemark torture backfill --kills 20 --seed 3 --data ~/market-data --assets BTCUSD"
    })
public final class TortureBackfillCommand implements Callable<Integer> {
  /** When the victims think it is: restated rows become known now, and now must not differ. */
  private static final String CLOCK = "tidemark.clock=2026-01-05T00:00:00Z";

  private static final List<String> SIMULATED =
      List.of(
          "--provider",
          "simulator",
          "--faults",
          "0.01",
          "--assets",
          "SIMA,SIMB",
          "--timeframes",
          "1m,15m,1d,trades",
          "--start-date",
          "2025-06-16",
          "--end-date",
          "2025-06-30");

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private HomeOptions home = new HomeOptions();
  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Option(names = "--kills", paramLabel = "N", description = "Processes to kill; default 5.")
  private int kills = 5;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the times; default 1.")
  private long seed = 1;

  @Option(names = "--data", paramLabel = "DIR", description = "Real files instead of simulated.")
  private @Nullable String data;

  @Option(
      names = "--commit-rows",
      paramLabel = "N",
      description = "Rows per commit: fewer rows, more phases to hit; default 20000.")
  private int commitRows = 20_000;

  private final Host host;

  public TortureBackfillCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (kills < 1) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT, "Nothing to kill", "--kills is below 1", "give 1 or more");
    }
    Settings settings = home.load(host);
    Path work = workDirectory(settings);
    BackfillTorture torture =
        new BackfillTorture(
            new BackfillTorture.Request(kills, seed, work, arguments(), List.of(CLOCK)),
            directory -> Lakes.open(host, settings.withLakeRoot(directory.resolve("lake"))),
            host.ticker(),
            text -> host.terminal().status("killed " + text + "   "));
    TortureReport report = torture.run();
    host.terminal().clearStatus();
    if (output.json()) {
      printJson(report, work);
    } else {
      print(report, work);
    }
    return report.passed() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("backfill", "--yes", "--json"));
    arguments.addAll(List.of("--commit-rows", Integer.toString(commitRows)));
    if (data != null) {
      arguments.addAll(List.of("--provider", "files", "--path", host.resolve(data).toString()));
      arguments.addAll(selection.arguments());
    } else if (selection.isEmpty()) {
      arguments.addAll(SIMULATED);
    } else {
      arguments.addAll(SIMULATED.subList(0, 4));
      arguments.addAll(selection.arguments());
    }
    return arguments;
  }

  private static Path workDirectory(Settings settings) {
    try {
      Files.createDirectories(settings.home());
      return Files.createTempDirectory(settings.home(), "torture-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(TortureReport report, Path work) {
    var out = host.terminal().out();
    int most = report.histogram().values().stream().mapToInt(Integer::intValue).max().orElse(1);
    report
        .histogram()
        .forEach(
            (phase, count) ->
                out.println(
                    String.format(
                        "%-24s %4d %s", phase, count, "#".repeat(Math.max(1, count * 40 / most)))));
    report.failures().forEach(failure -> out.println("NOT EQUAL: " + failure));
    if (!report.passed()) {
      out.println("The lakes that are not equal are kept in " + work);
    }
    out.println(
        report.rounds() + " lakes killed and resumed, " + report.rows() + " rows compared in each");
    out.println(report.lastLine());
    out.flush();
  }

  private void printJson(TortureReport report, Path work) {
    ObjectNode document = Json.object();
    document.put("kills", report.kills());
    document.put("lost", report.lost());
    document.put("doubled", report.doubled());
    document.put("different", report.different());
    document.put("lakes", report.rounds());
    document.put("rows", report.rows());
    document.put("seed", seed);
    ObjectNode phases = document.putObject("phases");
    report.histogram().forEach(phases::put);
    report.failures().forEach(document.putArray("failures")::add);
    if (!report.passed()) {
      document.put("kept", work.toString());
    }
    Json.print(host.terminal().out(), document);
  }
}
