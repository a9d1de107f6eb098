package dev.tidemark.core.regime;

import java.nio.ByteBuffer;

/**
 * The regime of one series as a fold over indicator outputs (spec §3.1): volatility is {@code ATR /
 * close}, ranked among its last 100 values. A bar with a missing input is UNKNOWN and changes
 * nothing.
 *
 * <ol>
 *   <li>VOLATILE if the rank is high;
 *   <li>else TREND if ADX is high, in the direction of the greater DI; with equal DIs a trend keeps
 *       its direction and no new one begins;
 *   <li>else RANGE.
 * </ol>
 *
 * Like every feature of a bar it is known at the close. Not thread-safe.
 */
public final class MarketRegime {
  private final RegimeThresholds thresholds;
  private final RollingRank volatility;
  private Regime regime = Regime.UNKNOWN;
  private Regime lastKnown = Regime.UNKNOWN;
  private int lastDirection;
  private double rank = Double.NaN;

  public MarketRegime() {
    this(RegimeThresholds.STANDARD);
  }

  public MarketRegime(RegimeThresholds thresholds) {
    this.thresholds = thresholds;
    this.volatility = new RollingRank(thresholds.lookback());
  }

  /** Consumes one bar's outputs; NaN is null. */
  public Regime update(double adx, double plusDi, double minusDi, double atr, double close) {
    rank = Double.NaN;
    regime = Regime.UNKNOWN;
    // One NaN makes the sum NaN; finite indicator values cannot.
    if (!Double.isNaN(adx + plusDi + minusDi + atr + close)) {
      rank = volatility.push(atr / close);
      if (!Double.isNaN(rank)) {
        decide(adx, plusDi, minusDi);
      }
    }
    return regime;
  }

  private void decide(double adx, double plusDi, double minusDi) {
    boolean wasTrend = lastKnown == Regime.TREND;
    int direction = plusDi > minusDi ? 1 : plusDi < minusDi ? -1 : wasTrend ? lastDirection : 0;
    if (rank >= thresholds.volatileFrom()
        || (lastKnown == Regime.VOLATILE && rank >= thresholds.volatileKept())) {
      become(Regime.VOLATILE, 0);
    } else if (direction != 0
        && (adx >= thresholds.trendFrom() || (wasTrend && adx >= thresholds.trendKept()))) {
      become(Regime.TREND, direction);
    } else {
      become(Regime.RANGE, 0);
    }
  }

  private void become(Regime now, int direction) {
    regime = now;
    lastKnown = now;
    lastDirection = direction;
  }

  /** Of the last bar consumed. */
  public Regime regime() {
    return regime;
  }

  /** +1 or -1 in a trend, otherwise 0. */
  public int direction() {
    return regime == Regime.TREND ? lastDirection : 0;
  }

  /** Mid-rank of volatility in (0, 1]; NaN when the regime is unknown. */
  public double volatilityRank() {
    return rank;
  }

  /** Size of {@link #write}, given by the lookback. */
  public int stateBytes() {
    return 3 + Double.BYTES + volatility.stateBytes();
  }

  public void write(ByteBuffer out) {
    out.put((byte) regime.ordinal()).put((byte) lastKnown.ordinal()).put((byte) lastDirection);
    out.putDouble(rank);
    volatility.write(out);
  }

  /** Replaces the state by one written with the same lookback. */
  public void read(ByteBuffer in) {
    Regime[] regimes = Regime.values();
    regime = regimes[in.get()];
    lastKnown = regimes[in.get()];
    lastDirection = in.get();
    rank = in.getDouble();
    volatility.read(in);
  }

  /** Becomes equal to {@code other}, which has the same parameters. Allocates nothing. */
  public void copyFrom(MarketRegime other) {
    regime = other.regime;
    lastKnown = other.lastKnown;
    lastDirection = other.lastDirection;
    rank = other.rank;
    volatility.copyFrom(other.volatility);
  }
}
