package dev.tidemark.analysis.calibrate;

import dev.tidemark.core.indicator.Sma;
import java.util.function.DoubleUnaryOperator;

/** A moving average kept as a sum that values enter and leave: rounding errors never leave. */
record RunningSum(long seed) implements Mutant {
  private static final int N = 20;
  private static final int NOISY = 500;
  private static final double CONSTANT = 0.1;

  private static final class Running implements DoubleUnaryOperator {
    private final double[] ring = new double[N];
    private int seen;
    private double sum;

    @Override
    public double applyAsDouble(double x) {
      sum += x - ring[seen % N];
      ring[seen % N] = x;
      return ++seen < N ? Double.NaN : sum / N;
    }
  }

  @Override
  public MutantVerdict examine() {
    Sma sma = new Sma(N);
    double real = afterNoise(sma::update);
    double mutant = afterNoise(new Running());
    return new MutantVerdict(
        "running_sum",
        "moving average by a running sum",
        "after noise, the average of a constant series is the constant",
        mutant != CONSTANT,
        real != CONSTANT,
        "off by %.1e against %.1e".formatted(mutant - CONSTANT, real - CONSTANT));
  }

  private double afterNoise(DoubleUnaryOperator average) {
    var stream = Shocks.stream(seed, 26, 0);
    double last = Double.NaN;
    for (int i = 0; i < NOISY + N; i++) {
      last = average.applyAsDouble(i < NOISY ? 1e6 * stream.nextUniform() : CONSTANT);
    }
    return last;
  }
}
