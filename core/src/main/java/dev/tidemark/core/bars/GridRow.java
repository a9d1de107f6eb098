package dev.tidemark.core.bars;

import dev.tidemark.core.time.GridCursor;

/** The interval that a {@link BarBuilder} is filling, while a cursor runs ahead. */
final class GridRow {

  private long start = GridCursor.NO_BAR;
  private long end;
  private boolean partial;

  boolean isAt(GridCursor cursor) {
    return start == cursor.startNanos() && end == cursor.endNanos();
  }

  void moveTo(GridCursor cursor) {
    start = cursor.startNanos();
    end = cursor.endNanos();
    partial = cursor.partial();
  }

  /** Appends the bar unless it is empty, and empties the builder. */
  void flush(BarBuilder builder, BarColumns out) {
    if (!builder.isEmpty()) {
      builder.appendTo(out, start, end, partial);
    }
    builder.reset();
  }
}
