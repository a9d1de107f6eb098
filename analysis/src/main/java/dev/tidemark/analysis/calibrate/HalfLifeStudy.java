package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.calibrate.Section.Column;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.stats.HalfLife;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Recovery of a known half-life (spec §7.5): AR(1) of 250 bars that halves in 10. */
record HalfLifeStudy(long seed, int series) implements Study<HalfLife> {
  private static final int BARS = 250;
  private static final double TRUE_BARS = 10.0;

  @Override
  public int runs() {
    return series;
  }

  @Override
  public long cost(int run) {
    return 10L * BARS;
  }

  @Override
  public HalfLife run(int run) {
    PhiloxStream stream = PhiloxStream.of(seed, Purpose.SYNTH, 1, 4000, run);
    double phi = StrictMath.pow(2.0, -1 / TRUE_BARS);
    double[] y = new double[BARS];
    y[0] = stream.nextNormal() / Math.sqrt(1 - phi * phi);
    for (int t = 1; t < BARS; t++) {
      y[t] = phi * y[t - 1] + stream.nextNormal();
    }
    return HalfLife.of(y, new int[] {0, BARS});
  }

  @Override
  public Section report(List<HalfLife> outcomes) {
    double raw = median(outcomes, HalfLife::bars);
    double corrected = median(outcomes, HalfLife::barsCorrected);
    return new Section(
        "half_life",
        "Half-life recovery",
        "AR(1), 250 bars, true half-life 10 bars. A series that does not revert counts as infinite.",
        List.of(
            new Column("estimate", "estimate", Format.TEXT),
            new Column("series", "series", Format.COUNT),
            new Column("median_bars", "median, bars", Format.NUMBER)),
        List.of(
            List.of("least squares", series, raw), List.of("bias-corrected", series, corrected)),
        List.of(
            new Check(
                "half_life_corrected",
                "median bias-corrected half-life, bars (true 10)",
                corrected,
                Format.NUMBER,
                8.0,
                12.5,
                "specification §7.5")),
        List.of());
  }

  private static double median(List<HalfLife> outcomes, ToDoubleFunction<HalfLife> bars) {
    double[] x = outcomes.stream().mapToDouble(bars).toArray();
    for (int i = 0; i < x.length; i++) {
      x[i] = Double.isNaN(x[i]) ? Double.POSITIVE_INFINITY : x[i];
    }
    Arrays.sort(x);
    return (x[(x.length - 1) / 2] + x[x.length / 2]) / 2;
  }
}
