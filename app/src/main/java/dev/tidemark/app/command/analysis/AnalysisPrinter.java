package dev.tidemark.app.command.analysis;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.params.GridConfig;
import dev.tidemark.analysis.params.TradeSide;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.analysis.report.ResultBody;
import dev.tidemark.analysis.report.SessionClock;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.SeriesDiagnostics;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.app.render.TextTable;
import dev.tidemark.core.number.CanonicalNumber;
import dev.tidemark.core.time.CalendarId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells a person what an analysis found. */
public final class AnalysisPrinter {
  private static final int BEST_OF_THE_REST = 3;
  private static final double BPS = 1e4;

  private final AnalysisResult result;
  private final AnalysisParams params;
  private final SessionClock clock;
  private final PrintWriter out;

  public AnalysisPrinter(AnalysisResult result, PrintWriter out) {
    this.result = result;
    this.params = result.params();
    this.clock = SessionClock.of(params.calendar(), params.windows());
    this.out = out;
  }

  /** Everything. */
  public void print() {
    printSubject();
    out.println();
    printWindows();
    out.println();
    out.println(
        "Mean net bp per trade by day and start of the window ("
            + (params.calendar() == CalendarId.CRYPTO_24X7
                ? "UTC"
                : SessionClock.zone(params.calendar()))
            + "; * survives, . too few trades)");
    HeatMapText.print(result, out);
    out.println();
    printSeries();
    for (AnalysisResult.Warning warning : result.warnings()) {
      out.println("Warning " + warning.code() + ": " + warning.text());
    }
    out.flush();
  }

  private void printSubject() {
    SessionBars bars = result.bars();
    out.println(
        String.format(
            Locale.ROOT,
            "%s, %s bars of %,d sessions (%s), %s to %s: %,d of %,d bars",
            params.ticker(),
            params.interval().code(),
            bars.sessions().size(),
            params.calendar(),
            params.start(),
            params.end(),
            bars.present(),
            bars.bars()));
    out.println(
        "Mean reversion on "
            + params.signal()
            + ": "
            + params.grid().stream().map(AnalysisPrinter::text).collect(Collectors.joining("; "))
            + "; "
            + (params.side() == TradeSide.BOTH ? "both sides" : params.side() + " only")
            + ", at most "
            + params.maxHoldingBars()
            + " bars, "
            + number(params.costs().bpsPerSide())
            + " bp a side"
            + (params.costs().mode() == Costs.Mode.QUOTES ? " beyond the quotes" : ""));
    int[] tested = result.oosSessions();
    out.println(
        String.format(
            Locale.ROOT,
            "Out of sample: %s to %s, %,d sessions in %d folds, %,d trades; %d of %d windows tested,"
                + " %s q <= %s",
            bars.sessions().get(tested[0]).date(),
            bars.sessions().get(tested[tested.length - 1]).date(),
            tested.length,
            result.folds().size(),
            result.pooled().trades(),
            result.tested(),
            result.cells().size(),
            params.falseDiscovery().method(),
            number(params.falseDiscovery().level())));
  }

  private static String text(GridConfig config) {
    Double stop = config.stop();
    return config.lookback()
        + " bars, in at "
        + number(config.entry())
        + ", out at "
        + number(config.exit())
        + (stop == null ? "" : ", stop at " + number(stop));
  }

  private void printWindows() {
    List<CellResult> top = result.topWindows().stream().map(result.cells()::get).toList();
    if (!top.isEmpty()) {
      out.println("Windows that survive, by the lower end of the confidence interval");
      table(top);
      return;
    }
    out.println(capital(ResultBody.NOTHING_SURVIVES) + ".");
    List<CellResult> best =
        result.cells().stream()
            .filter(cell -> cell.evidence() != null)
            .sorted(
                Comparator.comparingDouble(AnalysisPrinter::adjusted)
                    .thenComparingDouble(AnalysisPrinter::raw))
            .limit(BEST_OF_THE_REST)
            .toList();
    if (!best.isEmpty()) {
      out.println("The nearest, none of which is evidence:");
      table(best);
    }
  }

  private static double adjusted(CellResult cell) {
    Evidence evidence = cell.evidence();
    return evidence == null ? 1 : evidence.qBh();
  }

  private static double raw(CellResult cell) {
    Evidence evidence = cell.evidence();
    return evidence == null ? 1 : evidence.p();
  }

  private void table(List<CellResult> cells) {
    TextTable table =
        new TextTable(
            out,
            List.of(
                "day",
                "window",
                "trades",
                "bp",
                "90% CI of a session",
                "p_net",
                "p_pred",
                "q",
                "to mean",
                "years",
                "folds",
                "drift"));
    for (CellResult cell : cells) {
      Evidence evidence = cell.evidence();
      if (evidence != null) {
        table.row(row(cell, evidence));
      }
    }
    table.finish();
  }

  private List<@Nullable Object> row(CellResult cell, Evidence evidence) {
    TradeStatistics statistics = cell.statistics();
    long good = cell.years().stream().filter(year -> year.totalNet() > 0).count();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(cell.day() == null ? "all" : cell.day().name().substring(0, 3));
    row.add(clock.window(cell.bin()));
    row.add(cell.trades());
    row.add(fixed(statistics.meanNetBps(), 2));
    row.add(fixed(evidence.lo90() * BPS, 2) + " to " + fixed(evidence.hi90() * BPS, 2));
    row.add(fixed(evidence.pNet(), 4));
    row.add(fixed(evidence.pPred(), 4));
    row.add(fixed(evidence.qBh(), 4));
    row.add(minutes(statistics.medianHoldBars()));
    row.add(good + "/" + cell.years().size());
    row.add(fixed(100 * statistics.foldPositiveShare(), 0) + " %");
    row.add(cell.drift().name().toLowerCase(Locale.ROOT));
    return row;
  }

  private void printSeries() {
    SeriesDiagnostics series = result.diagnostics();
    out.println(
        "Prices over the horizon (they describe, they decide nothing): "
            + halfLife(series)
            + " (phi "
            + number(series.phiCorrected())
            + ", 95 % of random walks "
            + number(series.nullPhiLow())
            + " to "
            + number(series.nullPhiHigh())
            + ")");
    out.println(
        "  ADF p "
            + fixed(series.adfP(), 4)
            + ", KPSS p "
            + fixed(series.kpssP(), 4)
            + ", Hurst "
            + fixed(series.hurst(), 3)
            + ", variance ratios "
            + series.varianceRatios().stream()
                .map(ratio -> ratio.q() + ": " + fixed(ratio.ratio(), 3))
                .collect(Collectors.joining(", ")));
  }

  private String halfLife(SeriesDiagnostics series) {
    String random = series.phi() >= series.nullPhiLow() ? ", as a random walk" : "";
    return switch (series.halfLifeCorrectedStatus()) {
      case OK -> "half-life " + minutes(series.halfLifeCorrectedBars()) + random;
      case NON_REVERTING -> "no half-life, not reverting";
      case OSCILLATING -> "no half-life, oscillating";
    };
  }

  private String minutes(double bars) {
    if (Double.isNaN(bars)) {
      return "-";
    }
    double minutes = bars * params.interval().seconds() / 60.0;
    int session = Windows.sessionMinutes(params.calendar());
    return minutes < 2 * session
        ? fixed(minutes, 0) + " min"
        : fixed(minutes / session, 0) + " sessions";
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : CanonicalNumber.format(Math.rint(value * 1e6) / 1e6);
  }

  private static String fixed(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
