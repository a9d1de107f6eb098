package dev.tidemark.core.pulse;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Indicators of one closed bar of one timeframe, as the pulse sees them; NaN is null. Times may be
 * in any one unit.
 *
 * @param tClose end of the bar
 * @param availableAt when the row was published
 * @param revision 0 for the first publication
 */
public record PulseRow(
    long tClose,
    long availableAt,
    int revision,
    double macd,
    double histogram,
    double rsi,
    double adx,
    double plusDi,
    double minusDi) {
  private static final Comparator<PulseRow> RECENCY =
      Comparator.comparingLong(PulseRow::tClose)
          .thenComparingLong(PulseRow::availableAt)
          .thenComparingInt(PulseRow::revision);

  /** Whether the row could be seen at {@code t}: closed and published. */
  public boolean visibleAt(long t) {
    return tClose <= t && availableAt <= t;
  }

  /** The latest of {@code rows} (any order) that could be seen at {@code t}. */
  public static Optional<PulseRow> asOf(List<PulseRow> rows, long t) {
    return rows.stream().filter(row -> row.visibleAt(t)).max(RECENCY);
  }

  /** {@link Pulse#score} of this row. */
  public double score() {
    return Pulse.score(macd, histogram, rsi, adx, plusDi, minusDi);
  }
}
