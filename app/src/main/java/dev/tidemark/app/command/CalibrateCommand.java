package dev.tidemark.app.command;

import dev.tidemark.analysis.calibrate.Calibration;
import dev.tidemark.analysis.calibrate.CalibrationForm;
import dev.tidemark.analysis.calibrate.CalibrationReport;
import dev.tidemark.analysis.calibrate.Check;
import dev.tidemark.analysis.calibrate.MutantVerdict;
import dev.tidemark.analysis.calibrate.ReportJson;
import dev.tidemark.analysis.calibrate.ReportMarkdown;
import dev.tidemark.app.cli.ExitCodes;
import dev.tidemark.app.cli.OutputOptions;
import dev.tidemark.app.cli.ProgressBar;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidemark calibrate}. */
@Command(
    name = "calibrate",
    header = "Measures whether the analysis is honest: noise, power, and faults put in on purpose.",
    description = {
      "",
      "Analyses simulated markets in which nothing is to be found, and others in which something was"
          + " planted, through the same engine as 'tidemark analyze'; then puts known faults in, which"
          + " checks must catch. Prints every figure with its bound. The quick form takes seconds and has"
          + " wide bounds; the full form takes minutes and has those of the specification. The same seed"
          + " gives the same figures on every machine. Exit code 1 when a bound fails, a fault survives,"
          + " or a check fires without one.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tidemark calibrate",
      "  tidemark calibrate --full --seed 7",
      "  tidemark calibrate --full --markdown calibration.md --report calibration.json"
    })
public final class CalibrateCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  /** One of the two forms. */
  static final class Form {
    @Option(names = "--quick", description = "The quick form; this is the default.")
    private boolean quick;

    @Option(names = "--full", description = "The full form: ten minutes of two idle cores.")
    private boolean full;
  }

  @ArgGroup private @Nullable Form form;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything; default 1.")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Analyses at a time; default all cores. They do not change the figures.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--report", paramLabel = "FILE", description = "Also write the JSON report here.")
  private @Nullable String report;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Also write it as a page.")
  private @Nullable String markdown;

  private final Host host;
  private final Calibrator calibrator;

  public CalibrateCommand(Host host) {
    this(host, Calibration::run);
  }

  CalibrateCommand(Host host, Calibrator calibrator) {
    this.host = host;
    this.calibrator = calibrator;
  }

  /** What does the work. */
  @FunctionalInterface
  interface Calibrator {
    CalibrationReport run(
        CalibrationForm form, long seed, int threads, Calibration.Progress progress);
  }

  @Override
  public Integer call() throws IOException {
    if (threads < 1) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT, "No threads", "--threads is below 1", "Give 1 or more");
    }
    Path reportFile = file(report);
    Path markdownFile = file(markdown);
    boolean full = form != null && form.full;
    CalibrationReport found;
    try (ProgressBar bar = new ProgressBar(host.terminal(), host.ticker(), "Mbar")) {
      found =
          calibrator.run(
              full ? CalibrationForm.FULL : CalibrationForm.QUICK,
              seed,
              threads,
              (done, total) -> {
                synchronized (bar) {
                  bar.update(done, total);
                }
              });
    }
    if (reportFile != null) {
      Files.writeString(reportFile, ReportJson.of(found) + "\n");
    }
    if (markdownFile != null) {
      Files.writeString(markdownFile, ReportMarkdown.of(found));
    }
    PrintWriter out = host.terminal().out();
    if (output.json()) {
      out.println(ReportJson.of(found));
    } else {
      print(found, out);
    }
    out.flush();
    return found.ok() ? ExitCodes.OK : ExitCodes.FINDINGS;
  }

  /** Where a report goes; that it cannot go there is said before the work and not after it. */
  private @Nullable Path file(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    Path path = host.resolve(typed);
    Path directory = path.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "No directory for the report",
              "the directory of the file does not exist",
              "Create it, or name another file")
          .withDetail("file", path);
    }
    return path;
  }

  private static void print(CalibrationReport found, PrintWriter out) {
    line(out, "verdict", "measured", "bound", "figure");
    for (Check check : found.checks()) {
      line(
          out,
          check.ok() ? "kept" : "FAILED",
          check.format().text(check.value()),
          check.bounds(),
          check.what());
    }
    out.println();
    for (MutantVerdict mutant : found.mutants()) {
      String verdict = mutant.caught() ? "caught" : "SURVIVED";
      out.println(verdict + (mutant.falseAlarm() ? ", FALSE ALARM: " : ": ") + mutant.fault());
      out.println("          " + mutant.observed());
    }
    out.println();
    long failed = found.checks().stream().filter(check -> !check.ok()).count();
    long survived = found.mutants().stream().filter(mutant -> !mutant.ok()).count();
    out.println(
        "seed=%s bounds=%d failed=%d mutants=%d survived=%d"
            .formatted(
                Long.toUnsignedString(found.seed()),
                found.checks().size(),
                failed,
                found.mutants().size(),
                survived));
  }

  private static void line(
      PrintWriter out, String verdict, String measured, String bound, String figure) {
    out.println(String.format(Locale.ROOT, "%-8s %9s  %-18s %s", verdict, measured, bound, figure));
  }
}
