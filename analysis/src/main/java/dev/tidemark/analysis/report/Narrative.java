package dev.tidemark.analysis.report;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.CostCurve;
import dev.tidemark.analysis.result.DriftFlag;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.Family;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.analysis.result.YearResult;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code explain.md}: what was done, what was found and what it does not say, in plain words. Every
 * claim has its number, and every number is one of the result, to three digits.
 */
public final class Narrative {
  private static final double BPS = 1e4;

  private final AnalysisResult result;
  private final AnalysisParams params;
  private final SessionClock clock;
  private final StringBuilder out = new StringBuilder();

  private Narrative(AnalysisResult result) {
    this.result = result;
    this.params = result.params();
    this.clock = SessionClock.of(params.calendar(), params.windows());
  }

  public static byte[] bytes(AnalysisResult result) {
    Narrative narrative = new Narrative(result);
    narrative.verdict();
    narrative.done();
    narrative.found();
    narrative.together();
    SeriesNarrative.write(result, narrative.out);
    narrative.limits();
    return narrative.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void verdict() {
    line("# %s, %s bars: does it revert?", params.ticker(), params.interval());
    line("");
    long passed = ResultBody.passed(result);
    String level = number(params.falseDiscovery().level());
    if (passed == 0) {
      line("**No window survives FDR control at q = %s.**", level);
      nearest().ifPresent(this::nearMiss);
    } else {
      line(
          "**%d of %d tested windows %s FDR control at q = %s.**",
          passed, result.tested(), passed == 1 ? "survives" : "survive", level);
    }
    line("");
  }

  private Optional<CellResult> nearest() {
    return result.cells().stream()
        .filter(cell -> cell.evidence() != null)
        .min(Comparator.comparingDouble(Narrative::p));
  }

  private static double p(CellResult cell) {
    Evidence evidence = cell.evidence();
    return evidence == null ? Double.NaN : evidence.p();
  }

  private void nearMiss(CellResult cell) {
    Evidence evidence = cell.evidence();
    if (evidence != null) {
      line(
          "The smallest p among the %d tested windows is %s (%s); after the correction for having"
              + " looked at all of them it is q = %s, which is no evidence.",
          result.tested(), number(evidence.p()), name(cell), number(evidence.qBh()));
    }
  }

  private void done() {
    line("## What was done");
    line("");
    line(
        "- Data: %d sessions from %s to %s, %d of %d expected bars present.",
        result.bars().sessions().size(),
        params.start(),
        params.end(),
        result.bars().present(),
        result.bars().bars());
    line(
        "- Strategy: %s; %d configuration%s; positions are held for at most %d bars%s.",
        params.signal(),
        params.grid().size(),
        params.grid().size() == 1 ? "" : "s, chosen on training sessions only",
        params.maxHoldingBars(),
        params.allowOvernight() ? ", overnight too" : " and never overnight");
    int[] oos = result.oosSessions();
    if (oos.length > 0) {
      line(
          "- Judged on %d sessions that were not used to choose anything, %s to %s.",
          oos.length,
          result.bars().sessions().get(oos[0]).date(),
          result.bars().sessions().get(oos[oos.length - 1]).date());
    }
    line("- Costs: %s.", costs());
    long insufficient = result.cells().size() - (long) result.tested();
    line(
        "- Windows: %d, of which %d were tested. %s",
        result.cells().size(),
        result.tested(),
        insufficient == 0
            ? "None had too little data."
            : text(
                "The others had fewer than %d trades or %d sessions:"
                    + " nothing is known of them, in either direction.",
                params.minTrades(), params.minSessions()));
    for (AnalysisResult.Warning warning : result.warnings()) {
      line("- Warning %s: %s", warning.code(), warning.text());
    }
    line("");
  }

  private String costs() {
    Costs costs = params.costs();
    String perSide = number(costs.bpsPerSide()) + " bp per side";
    if (costs.mode() == Costs.Mode.QUOTES) {
      return "fills at stored quotes and "
          + perSide
          + "; for "
          + percent(result.imputedShare())
          + " of the trades a quote was missing and made up";
    }
    return costs.tickFloor() && result.bars().tickSize() > 0
        ? perSide + ", at least half a tick of " + number(result.bars().tickSize())
        : perSide;
  }

  private void found() {
    line("## What was found");
    line("");
    if (result.topWindows().isEmpty()) {
      line("Nothing that could be told from chance.");
      line("");
    }
    int rank = 0;
    for (int id : result.topWindows()) {
      CellResult cell = result.cells().get(id);
      line("### %d. %s", ++rank, name(cell));
      line("");
      Evidence evidence = cell.evidence();
      if (evidence != null) {
        window(cell, evidence);
      }
      line("");
    }
    Family family = result.family();
    if (!Double.isNaN(family.realityCheckP())) {
      line(
          "All tested windows at once: Reality Check p = %s, SPA p = %s%s.",
          number(family.realityCheckP()),
          number(family.spaP()),
          Double.isNaN(family.maxTP())
              ? ""
              : ", max-T over the null paths p = " + number(family.maxTP()));
      line("");
    }
  }

  private void window(CellResult cell, Evidence evidence) {
    TradeStatistics all = cell.statistics();
    line(
        "- %d trades in %d sessions: %s bp net per trade (%s bp before costs), %s won.",
        cell.trades(),
        cell.sessions(),
        number(all.meanNetBps()),
        number(all.meanGrossBps()),
        percent(all.hitRate()));
    line(
        "- Per session the mean lies between %s and %s bp (90 %% interval).",
        number(evidence.lo90() * BPS), number(evidence.hi90() * BPS));
    line(
        "- Could it be chance? Profit after costs: p = %s (block bootstrap). Predictability: p = %s"
            + " (prices with flipped signs). The greater of the two counts; corrected for %d tested"
            + " windows it is q = %s, under any dependence %s.",
        number(evidence.pNet()),
        number(evidence.pPred()),
        result.tested(),
        number(evidence.qBh()),
        number(evidence.qBy()));
    line(
        "- Against the best of all trials of this run the deflated Sharpe ratio is %s.",
        number(evidence.deflatedSharpe()));
    line(
        "- Costs: break-even at %s bp per side%s.",
        number(cell.costs().breakEvenBpsPerSide()), twice(cell));
    line(
        "- Stability: %s of the folds gained; by year %s.",
        percent(all.foldPositiveShare()),
        cell.years().stream().map(Narrative::year).collect(Collectors.joining(", ")));
    if (cell.drift() != DriftFlag.NONE) {
      line("- Drift in the last quarter of the sessions: %s.", cell.drift());
    }
    List<WindowFlag> flags = WindowFlag.of(result, cell);
    if (!flags.isEmpty()) {
      line("- Flags: %s.", flags.stream().map(Enum::name).collect(Collectors.joining(", ")));
    }
  }

  private static String twice(CellResult cell) {
    for (CostCurve.Point point : cell.costs().points()) {
      if (point.multiple() == 2) {
        return "; at twice the costs " + number(point.meanNetBps()) + " bp per trade";
      }
    }
    return "";
  }

  private static String year(YearResult year) {
    return text("%d: %s bp (%d trades)", year.year(), number(year.meanNetBps()), year.trades());
  }

  private void together() {
    CellResult pooled = result.pooled();
    line("## All windows together");
    line("");
    if (pooled.trades() == 0) {
      line("There was no trade.");
      line("");
      return;
    }
    TradeStatistics all = pooled.statistics();
    Evidence evidence = pooled.evidence();
    line(
        "%d trades earned %s bp net per trade, %s %% of notional in all; the deepest fall from a"
            + " peak was %s %%. Sharpe ratio %s a year%s. This is a description, not one of the tests.",
        pooled.trades(),
        number(all.meanNetBps()),
        number(all.totalNet() * 100),
        number(all.maxDrawdown() * 100),
        number(all.annualSharpe()),
        evidence == null ? "" : ", p = " + number(evidence.p()));
    line("");
  }

  private void limits() {
    line("## What this does not say");
    line("");
    line("- The predictability test is exact only if ups and downs of the same size are equally");
    line("  likely given the past; leverage and skew bend it a little.");
    line("- Fills at bar prices ignore the queue and the impact of the order.");
    line("- That this ticker was looked at, and still exists, is outside the correction: who runs");
    line("  many tickers should judge them as one portfolio.");
    line(
        "- Running again with other parameters until something passes is not prevented. The count");
    line("  of runs on the ticker stands beside the result; read it first.");
    line("- Half-life, ADF, KPSS, variance ratios and Hurst describe; they decide nothing.");
  }

  private String name(CellResult cell) {
    String day = WindowJson.day(cell.day());
    return (day == null ? "" : day + " ") + clock.window(cell.bin());
  }

  private void line(String format, Object... values) {
    out.append(values.length == 0 ? format : text(format, values)).append('\n');
  }

  /** Digits are those of ASCII, whatever the machine's language. */
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  static String number(double value) {
    return Digits.three(value);
  }

  private static String percent(double share) {
    return Digits.three(share * 100) + " %";
  }
}
