package dev.tidemark.ingest.gate;

import dev.tidemark.ingest.provider.RejectReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the gate says of each row of a batch. Arrays are reused by the next call of the same gate.
 */
public final class Verdict {

  private static final RejectReason[] REASONS = RejectReason.values();

  byte[] outcome = new byte[0];
  int[] flags = new int[0];
  long[] knownNanos = new long[0];
  long[] closeNanos = new long[0];
  boolean[] partial = new boolean[0];
  long[] notionalHigh = new long[0];
  long[] notionalLow = new long[0];
  long[] vwapHigh = new long[0];
  long[] vwapLow = new long[0];
  byte[] quality = new byte[0];
  int accepted;

  /** Number of accepted rows. */
  public int accepted() {
    return accepted;
  }

  public boolean accepted(int row) {
    return outcome[row] == 0;
  }

  /** Why a row is rejected, or null when it is accepted. */
  public @Nullable RejectReason reason(int row) {
    return outcome[row] == 0 ? null : REASONS[outcome[row] - 1];
  }

  /** Mask of flags. */
  public int flags(int row) {
    return flags[row];
  }

  public long knownNanos(int row) {
    return knownNanos[row];
  }

  /** End of a bar. */
  public long closeNanos(int row) {
    return closeNanos[row];
  }

  /** Whether a bar is cut short by the end of its session. */
  public boolean partial(int row) {
    return partial[row];
  }

  public long notionalHigh(int row) {
    return notionalHigh[row];
  }

  public long notionalLow(int row) {
    return notionalLow[row];
  }

  public long vwapHigh(int row) {
    return vwapHigh[row];
  }

  public long vwapLow(int row) {
    return vwapLow[row];
  }

  /** Where a bar's notional comes from. */
  public VwapQuality quality(int row) {
    return VwapQuality.of(quality[row]);
  }

  void reject(int row, RejectReason reason) {
    outcome[row] = (byte) (reason.ordinal() + 1);
  }

  void reset(int rows) {
    if (outcome.length < rows) {
      outcome = new byte[rows];
      flags = new int[rows];
      knownNanos = new long[rows];
      closeNanos = new long[rows];
      partial = new boolean[rows];
      notionalHigh = new long[rows];
      notionalLow = new long[rows];
      vwapHigh = new long[rows];
      vwapLow = new long[rows];
      quality = new byte[rows];
    } else {
      Arrays.fill(outcome, 0, rows, (byte) 0);
      Arrays.fill(partial, 0, rows, false);
    }
    accepted = 0;
  }
}
