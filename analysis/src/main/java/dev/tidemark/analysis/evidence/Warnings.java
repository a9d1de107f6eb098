package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.data.SuspectedSplits;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Costs;
import dev.tidemark.analysis.result.AnalysisResult.Warning;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.CanonicalNumber;
import java.util.ArrayList;
import java.util.List;

/** What makes the data unfit for an analysis, or its result doubtful. */
public final class Warnings {
  private static final double LEAST_COVERAGE = 0.5;
  private static final double GOOD_COVERAGE = 0.9;
  private static final double MUCH_IMPUTED = 0.2;

  private Warnings() {}

  /**
   * @throws TidemarkException PRECONDITION_FAILED, reason NO_DATA or LOW_COVERAGE
   */
  public static void requireData(SessionBars bars) {
    if (bars.present() == 0) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "No bars in the horizon",
              "none of " + bars.bars() + " expected bars is stored",
              "Ingest bars of this interval, or choose another horizon")
          .withDetail("reason", "NO_DATA")
          .withDetail("bars_expected", bars.bars());
    }
    if (bars.present() < LEAST_COVERAGE * bars.bars()) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "Too many bars are missing in the horizon",
              bars.present() + " of " + bars.bars() + " expected bars are there, half are needed",
              "Load the missing bars, or choose a longer interval")
          .withDetail("reason", "LOW_COVERAGE")
          .withDetail("bars_expected", bars.bars())
          .withDetail("bars_present", bars.present());
    }
  }

  public static List<Warning> of(AnalysisParams params, Setting setting, double imputedShare) {
    List<Warning> warnings = new ArrayList<>();
    SessionBars bars = setting.bars();
    if (bars.present() < GOOD_COVERAGE * bars.bars()) {
      warnings.add(
          new Warning(
              "LOW_COVERAGE", bars.present() + " of " + bars.bars() + " expected bars are there."));
    }
    for (SuspectedSplits.Suspicion split : SuspectedSplits.of(bars)) {
      warnings.add(
          new Warning(
              "UNADJUSTED_SPLIT",
              "The prices jump by a factor of "
                  + number(split.jump())
                  + " into session "
                  + split.date()
                  + ", as in a split of "
                  + split.ratio()
                  + " that is not recorded; load it if it was one."));
    }
    if (params.costs().mode() == Costs.Mode.QUOTES && imputedShare > MUCH_IMPUTED) {
      warnings.add(
          new Warning(
              "IMPUTED_QUOTES",
              number(100 * imputedShare)
                  + " % of the trades were filled without a valid quote, at the fallback spread."));
    }
    if (params.costs().mode() == Costs.Mode.BARS) {
      double roll = rollBps(bars.close(), setting.layout());
      if (params.costs().bpsPerSide() < roll) {
        warnings.add(
            new Warning(
                "COST_BELOW_ROLL",
                "Costs per side are below the half spread that the prices suggest (Roll), "
                    + number(roll)
                    + " bps."));
      }
      if (params.costs().tickFloor() && bars.tickSize() == 0) {
        warnings.add(
            new Warning(
                "TICK_SIZE_UNKNOWN",
                "The tick size of the instrument is not known: costs have no half-tick floor."));
      }
    }
    return warnings;
  }

  /**
   * Half the effective spread that bounces between bid and ask imply (Roll, Journal of Finance 39,
   * 1984), in basis points, from neighbouring log returns of closes within sessions.
   */
  static double rollBps(double[] close, SessionLayout layout) {
    double[] earlier = new double[close.length];
    double[] later = new double[close.length];
    int pairs = 0;
    for (int t = 2; t < close.length; t++) {
      if (layout.number(t) >= 2) {
        double before = StrictMath.log(close[t - 1] / close[t - 2]);
        double after = StrictMath.log(close[t] / close[t - 1]);
        if (!Double.isNaN(before + after)) {
          earlier[pairs] = before;
          later[pairs++] = after;
        }
      }
    }
    if (pairs == 0) {
      return 0;
    }
    double earlierMean = mean(earlier, pairs);
    double laterMean = mean(later, pairs);
    double products = 0.0;
    for (int i = 0; i < pairs; i++) {
      products += (earlier[i] - earlierMean) * (later[i] - laterMean);
    }
    return 0.5e4 * 2 * Math.sqrt(Math.max(0, -products / pairs));
  }

  private static double mean(double[] x, int n) {
    double sum = 0.0;
    for (int i = 0; i < n; i++) {
      sum += x[i];
    }
    return sum / n;
  }

  /** Three digits are enough for a sentence. */
  private static String number(double x) {
    return CanonicalNumber.format(Math.rint(x * 100) / 100);
  }
}
