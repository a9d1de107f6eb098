package dev.tidemark.analysis.signal;

/**
 * Relative distance to the session's volume-weighted average, in root mean squares of itself. Null
 * on the first valid bars of a session, where the average hardly differs from the close; their
 * distances count in the mean squares of later bars.
 */
final class VwapDeviation implements Deviation {
  static final int QUIET_BARS = 4;

  private final RootMeanSquare scale;
  private double notional;
  private double volume;
  private int validBars;

  VwapDeviation(int n) {
    scale = new RootMeanSquare(n);
  }

  @Override
  public void session() {
    notional = 0.0;
    volume = 0.0;
    validBars = 0;
  }

  @Override
  public void missing() {
    scale.missing();
  }

  @Override
  public double update(double close, double barVolume, double vwap) {
    validBars++;
    if (barVolume > 0 && !Double.isNaN(vwap)) {
      notional += barVolume * vwap;
      volume += barVolume;
    }
    if (volume == 0.0) {
      scale.missing();
      return Double.NaN;
    }
    double average = notional / volume;
    double scaled = scale.scaled((close - average) / average);
    return validBars <= QUIET_BARS ? Double.NaN : scaled;
  }
}
