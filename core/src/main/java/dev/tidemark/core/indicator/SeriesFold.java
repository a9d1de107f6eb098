package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/**
 * A fold with the missing-bar rule (spec §0.6): a missing bar changes nothing, but more than {@code
 * gapReset} missing bars in a row clear the state and warm-up restarts.
 *
 * <p>Call {@link #missing} for grid bars that are empty or invalid; the output of such a bar is
 * null (NaN). Folds are confined to one thread. A fold restored at any bar continues with identical
 * bits.
 */
public abstract class SeriesFold implements Fold {
  /** A gap limit no run of missing bars exceeds. */
  static final int NEVER = Integer.MAX_VALUE;

  static final int MISSED_BYTES = Integer.BYTES;

  private final int gapReset;
  private int missed;

  SeriesFold(int gapReset) {
    this.gapReset = Parameters.atLeast(0, gapReset, "gap reset");
  }

  @Override
  public final void missing(int count) {
    missed = (int) Math.min((long) missed + count, NEVER);
    if (missed > gapReset) {
      reset();
    }
  }

  /** A valid bar is being consumed: the run of missing bars is over. */
  final void present() {
    missed = 0;
  }

  final void writeMissed(ByteBuffer out) {
    out.putInt(missed);
  }

  final void readMissed(ByteBuffer in) {
    missed = in.getInt();
  }

  final void copyMissed(SeriesFold other) {
    missed = other.missed;
  }
}
