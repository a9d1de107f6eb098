package dev.tidemark.transform.unify;

import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import org.jspecify.annotations.Nullable;

/** A stream of longer bars made of a stream of winning minutes, interval by interval. */
final class RollUps implements RowStream {
  private static final long NANOS_PER_MICRO = 1_000;

  private final RowStream minutes;
  private final GridCursor cursor;
  private final RollUpTimeline timeline;
  private final BarRows interval = new BarRows();
  private final BarRows out = new BarRows();
  private long start;
  private long end = Long.MIN_VALUE;
  private boolean partial;
  private boolean ended;

  RollUps(
      RowStream minutes,
      TradingCalendar calendar,
      Timeframe timeframe,
      Names names,
      long settleMicros) {
    this.minutes = minutes;
    this.cursor = new GridCursor(calendar, timeframe);
    this.timeline = new RollUpTimeline(names, settleMicros);
  }

  @Override
  public @Nullable BarRows next() {
    if (ended) {
      return null;
    }
    out.clear();
    BarRows block = minutes.next();
    if (block == null) {
      ended = true;
      finishInterval();
      return out;
    }
    for (int row = 0; row < block.size(); row++) {
      long label = block.get(BarField.LABEL, row);
      if (label >= end) {
        finishInterval();
        if (!cursor.seek(label * NANOS_PER_MICRO)) {
          continue; // a minute outside every session belongs to no longer bar
        }
        start = cursor.startNanos() / NANOS_PER_MICRO;
        end = cursor.endNanos() / NANOS_PER_MICRO;
        partial = cursor.partial();
      }
      interval.addCopy(block, row);
    }
    return out;
  }

  private void finishInterval() {
    if (!interval.isEmpty()) {
      timeline.append(interval, 0, interval.size(), start, end, partial, out);
      interval.clear();
    }
  }

  @Override
  public void close() {
    minutes.close();
  }
}
