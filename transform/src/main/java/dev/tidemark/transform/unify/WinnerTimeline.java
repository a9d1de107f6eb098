package dev.tidemark.transform.unify;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;

/**
 * The winners of one key over knowledge time: at K the best, by {@link WinnerOrder}, of all
 * candidates known at K; one row per change of provider or content, known from when it became the
 * winner. A function of the set of candidates: neither their order nor repetitions matter.
 *
 * <p>A bar is not final before its interval ends, so a candidate counts from {@code max(known time,
 * t_close)} on.
 */
public final class WinnerTimeline {
  private final WinnerOrder order;

  public WinnerTimeline(WinnerOrder order) {
    this.order = order;
  }

  /** When a candidate starts to count. */
  public static long counts(BarRows rows, int row) {
    return Math.max(rows.get(BarField.SOURCE_KNOWN, row), rows.get(BarField.T_CLOSE, row));
  }

  /** Appends the timeline of a key's only candidate. */
  static void appendOnly(BarRows candidates, int row, BarRows out) {
    out.set(BarField.KNOWN, out.addCopy(candidates, row), counts(candidates, row));
  }

  /** Appends the timeline of the candidates {@code from..to} (one key) to {@code out}. */
  public void append(BarRows candidates, int from, int to, BarRows out) {
    int winner = -1;
    int stored = -1;
    long after = Long.MIN_VALUE;
    while (true) {
      long now = Long.MAX_VALUE;
      for (int i = from; i < to; i++) {
        long counts = counts(candidates, i);
        if (counts > after && counts < now) {
          now = counts;
        }
      }
      if (now == Long.MAX_VALUE) {
        return;
      }
      for (int i = from; i < to; i++) {
        if (counts(candidates, i) == now
            && (winner < 0 || order.wins(candidates, i, candidates, winner))) {
          winner = i;
        }
      }
      if (stored < 0 || !BarRows.sameContent(candidates, winner, out, stored)) {
        stored = out.addCopy(candidates, winner);
        out.set(BarField.KNOWN, stored, now);
      }
      after = now;
    }
  }
}
