package dev.tidemark.analysis.signal;

import dev.tidemark.core.indicator.Ema;

/** Relative distance to the exponential average, in root mean squares of itself. */
final class EmaDeviation implements Deviation {
  private final Ema ema;
  private final RootMeanSquare scale;

  EmaDeviation(int n) {
    ema = new Ema(n);
    scale = new RootMeanSquare(n);
  }

  @Override
  public void session() {}

  @Override
  public void missing() {
    ema.missing(1);
    scale.missing();
  }

  @Override
  public double update(double close, double volume, double vwap) {
    double e = ema.update(close);
    if (Double.isNaN(e)) {
      scale.missing();
      return Double.NaN;
    }
    return scale.scaled((close - e) / e);
  }
}
