package dev.tidemark.core.bars;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.time.GridCursor;
import java.util.List;

/**
 * Longer bars from shorter ones: open first, high greatest, low smallest, close last, sums added.
 * The result equals the bars that the trades themselves give, because the sums are exact.
 *
 * <p>One exception follows from storing empty bars by absence: trades of a short interval in which
 * no trade formed a price are not in the shorter bars, and so not in the roll-up.
 */
public final class RollUp {

  private RollUp() {}

  /** Rolls up bars that ascend by label and each lie inside one bar of the rules. */
  public static List<Bar> of(List<Bar> bars, BarRules rules) {
    BarColumns columns = new BarColumns();
    bars.forEach(columns::add);
    return of(columns, rules).bars();
  }

  /** As {@link #of(List, BarRules)}, on columns. */
  public static BarColumns of(BarColumns bars, BarRules rules) {
    BarColumns out = new BarColumns();
    BarBuilder builder = new BarBuilder();
    GridCursor cursor = rules.cursor();
    GridRow row = new GridRow();
    for (int i = 0; i < bars.rows(); i++) {
      if (i > 0 && bars.start[i] <= bars.start[i - 1]) {
        throw refused("they do not ascend by label", bars, i);
      }
      if (!cursor.seek(bars.start[i])) {
        throw refused("a bar lies outside every session of the calendar", bars, i);
      }
      if (bars.end[i] > cursor.endNanos()) {
        throw refused("a bar crosses the end of a longer bar", bars, i);
      }
      if (!row.isAt(cursor)) {
        row.flush(builder, out);
        row.moveTo(cursor);
      }
      builder.add(bars, i);
    }
    row.flush(builder, out);
    return out;
  }

  private static TidemarkException refused(String why, BarColumns bars, int row) {
    return TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT,
            "Bars cannot be rolled up",
            why,
            "Use bars of one instrument and timeframe on the same calendar")
        .withDetail("row", row)
        .withDetail("label", bars.start[row]);
  }
}
