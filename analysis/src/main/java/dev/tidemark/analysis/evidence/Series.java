package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.result.SeriesDiagnostics;
import dev.tidemark.analysis.result.SeriesDiagnostics.HalfLifeStatus;
import dev.tidemark.core.stats.AugmentedDickeyFuller;
import dev.tidemark.core.stats.HalfLife;
import dev.tidemark.core.stats.Hurst;
import dev.tidemark.core.stats.JoinedSeries;
import dev.tidemark.core.stats.Kpss;
import dev.tidemark.core.stats.VarianceRatio;
import java.util.ArrayList;
import java.util.List;

/** Describes the prices of the horizon (spec §4.11). */
public final class Series {
  private static final int[] LAGS = {2, 4, 8, 16};

  private Series() {}

  public static SeriesDiagnostics of(Setting setting, long seed, Execution execution) {
    SessionLayout layout = setting.layout();
    PricePath prices = PricePath.of(setting.bars());
    double[] y = HalfLife.logs(prices.close());
    HalfLife halfLife = HalfLife.of(y, layout.offsets());
    List<HalfLife> nulls =
        new NullHalfLives(prices, layout, seed).of(setting.params().nullPaths().paths(), execution);
    double[] phis =
        nulls.stream()
            .mapToDouble(HalfLife::phi)
            .filter(phi -> !Double.isNaN(phi))
            .sorted()
            .toArray();
    double[] joined = JoinedSeries.of(y, layout.offsets());
    AugmentedDickeyFuller adf = AugmentedDickeyFuller.of(joined);
    Kpss kpss = Kpss.of(joined);
    List<SeriesDiagnostics.VarianceRatio> ratios = new ArrayList<>();
    for (int q : LAGS) {
      VarianceRatio ratio = VarianceRatio.of(joined, q);
      ratios.add(new SeriesDiagnostics.VarianceRatio(q, ratio.ratio(), ratio.z()));
    }
    return new SeriesDiagnostics(
        halfLife.pairs(),
        halfLife.phi(),
        halfLife.bars(),
        status(halfLife.status()),
        halfLife.phiCorrected(),
        halfLife.barsCorrected(),
        status(halfLife.statusCorrected()),
        orderStatistic(phis, 0.025),
        orderStatistic(phis, 0.975),
        nulls.stream().map(HalfLife::barsCorrected).toList(),
        adf.statistic(),
        adf.p(),
        adf.lags(),
        kpss.statistic(),
        kpss.p(),
        Hurst.of(joined),
        ratios);
  }

  /** The value number {@code share·(n+1)}, rounded, counted from 1; NaN for none. */
  private static double orderStatistic(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    long number = Math.round(share * (sorted.length + 1));
    return sorted[(int) Math.clamp(number, 1, sorted.length) - 1];
  }

  private static HalfLifeStatus status(HalfLife.Status status) {
    return switch (status) {
      case OK -> HalfLifeStatus.OK;
      case NON_REVERTING -> HalfLifeStatus.NON_REVERTING;
      case OSCILLATING -> HalfLifeStatus.OSCILLATING;
    };
  }
}
