package dev.tidemark.analysis.signal;

import dev.tidemark.analysis.params.SignalType;

/**
 * A signal over several price paths at once, one per lane. All paths miss the same bars, so state
 * other than values is shared. Every lane has the bits that {@link Signals} gives its path: the
 * operations of a lane are the same, in the same order. Confined to one thread.
 */
public abstract class LaneSignal {
  final int n;
  final int lanes;

  LaneSignal(int n, int lanes) {
    this.n = n;
    this.lanes = lanes;
  }

  public static LaneSignal of(SignalType type, int lookback, int lanes) {
    return switch (type) {
      case ZSCORE -> new LaneZScore(lookback, lanes);
      case EMA_DEV -> new LaneEmaDeviation(lookback, lanes);
      case VWAP_DEV -> new LaneVwapDeviation(lookback, lanes);
    };
  }

  /** Forgets everything. */
  public abstract void reset();

  /** A session begins. */
  public void session() {}

  /** A grid bar without a valid bar. */
  public abstract void missing();

  /**
   * Consumes a valid bar.
   *
   * @param close per lane
   * @param volume of the bar, the same in all lanes
   * @param vwap per lane; only read if {@code hasVwap}
   * @param out the signal per lane, not finite where it is null; with {@code wanted} false, nothing
   * @return whether {@code out} was written: not during warm-up
   */
  public abstract boolean update(
      double[] close, double volume, double[] vwap, boolean hasVwap, boolean wanted, double[] out);
}
