package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.signal.Signals;
import dev.tidemark.core.indicator.Bollinger;
import java.util.Arrays;

/**
 * The standard deviation of a sample instead of that of the window. Nineteen equal closes and one
 * above them are {@code sqrt(19)} deviations away, exactly.
 *
 * @param seed chooses the level of prices
 */
record SampleDeviation(long seed) implements Mutant {
  private static final int N = 20;

  @Override
  public MutantVerdict examine() {
    double level = 100 + Math.floorMod(seed, 50L);
    double[] close = new double[N];
    Arrays.fill(close, level);
    close[N - 1] = level + N; // mean level + 1, variance 19
    PricePath prices = new PricePath(close, close, close);
    double real =
        Signals.of(SignalType.ZSCORE, N, SessionLayout.of(N), prices, new double[N])[N - 1];
    Bollinger sample = new Bollinger(N, 2, 1, N);
    for (double each : close) {
      sample.update(each);
    }
    return new MutantVerdict(
        "sample_deviation",
        "sample standard deviation in the z-score and the bands",
        "one close above 19 equal ones has the greatest possible z, sqrt(19)",
        !greatest(sample.zScore()),
        !greatest(real),
        "z %.4f against %.4f".formatted(sample.zScore(), real));
  }

  private static boolean greatest(double z) {
    return z == (N - 1) / Math.sqrt(N - 1);
  }
}
