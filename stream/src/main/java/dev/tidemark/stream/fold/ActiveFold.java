package dev.tidemark.stream.fold;

import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.stream.event.MarketEvent;

/** A fold on the heap. */
final class ActiveFold {
  /** No timer has to be set. */
  static final long NO_DEADLINE = Long.MAX_VALUE;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final InstrumentFold fold;
  private SeriesHeader header;
  private long clock;
  private boolean dirty;
  private long bytes;

  /** Of the earliest timer that is set; a fold that was put aside sets its own again. */
  private long timerMillis = NO_DEADLINE;

  ActiveFold(SeriesHeader header, InstrumentFold fold) {
    this.header = header;
    this.fold = fold;
    this.clock = header.clockNanos();
  }

  SeriesHeader header() {
    return header;
  }

  boolean isDirty() {
    return dirty;
  }

  long bytes() {
    return bytes;
  }

  void take(MarketEvent event, FoldRows out) {
    if (event.clockNanos > clock) {
      clock(event.clockNanos, out);
    }
    out.about(header, event);
    dirty = true;
    if (event.kind == MarketEvent.TRADE) {
      fold.trade(event.trade(), out);
    } else {
      fold.quote(event.quote(), out);
    }
  }

  void clock(long knownNanos, FoldRows out) {
    out.about(header, null);
    dirty = true;
    fold.clock(knownNanos, out);
    clock = Math.max(clock, knownNanos);
  }

  void timerFired(long millis) {
    if (millis >= timerMillis) {
      timerMillis = NO_DEADLINE;
    }
  }

  /** When the fold must be told the clock, if no timer is set for then or earlier. */
  long newDeadlineMillis() {
    long deadline = fold.nextDeadlineNanos();
    if (deadline == Long.MAX_VALUE) {
      return NO_DEADLINE;
    }
    long millis = Math.ceilDiv(deadline, NANOS_PER_MILLI);
    if (millis >= timerMillis) {
      return NO_DEADLINE;
    }
    timerMillis = millis;
    return millis;
  }

  /** By how much more heap it takes than when this was asked before. */
  long grown() {
    long now = fold.heapBytes();
    long more = now - bytes;
    bytes = now;
    return more;
  }

  void flush() {
    fold.flush();
    header = header.at(clock);
    dirty = false;
  }
}
