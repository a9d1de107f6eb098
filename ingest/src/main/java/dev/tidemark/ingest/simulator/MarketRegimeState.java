package dev.tidemark.ingest.simulator;

/**
 * The daily Markov regimes of a simulated market. The stationary drift is about zero, so the level
 * stays in range over decades.
 */
public enum MarketRegimeState {
  /** Slow rise, low volatility. */
  CALM(0.75, 0.16),
  /** No drift, normal volatility. */
  RANGE(1.0, 0.0),
  /** Slow fall, raised volatility. */
  DECLINE(1.35, -0.20),
  /** Short and violent. */
  TURBULENT(2.3, -0.15);

  private static final MarketRegimeState[] STATES = values();

  /** Rows: from; columns: to, cumulative. Expected stays: 60, 50, 40 and 10 sessions. */
  private static final double[][] CUMULATIVE = {
    {0.9833, 0.9953, 0.9978, 1.0},
    {0.0100, 0.9900, 0.9970, 1.0},
    {0.0060, 0.0200, 0.9950, 1.0},
    {0.0150, 0.0550, 0.1000, 1.0}
  };

  private final double volatility;
  private final double drift;

  MarketRegimeState(double volatility, double drift) {
    this.volatility = volatility;
    this.drift = drift;
  }

  /** Factor on the model's volatility. */
  public double volatility() {
    return volatility;
  }

  /** Drift of the log price per year. */
  public double drift() {
    return drift;
  }

  /** The regime of the next session, by one uniform draw. */
  MarketRegimeState next(double uniform) {
    double[] row = CUMULATIVE[ordinal()];
    int to = 0;
    while (to < row.length - 1 && uniform >= row[to]) {
      to++;
    }
    return STATES[to];
  }
}
