package dev.tidemark.stream.fold;

import dev.tidemark.core.live.InstrumentFold;
import dev.tidemark.stream.event.MarketEvent;

/** A fold on the heap. */
final class ActiveFold {
  /** No timer has to be set. */
  static final long NO_DEADLINE = Long.MAX_VALUE;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int ASK_EVERY = 64;

  private final InstrumentFold fold;
  private SeriesHeader header;
  private long tradeClock;
  private long quoteClock;
  private boolean dirty;
  private long bytes;
  private int asked;

  /** Of the earliest timer that is set; a fold that was put aside sets its own again. */
  private long timerMillis = NO_DEADLINE;

  ActiveFold(SeriesHeader header, InstrumentFold fold) {
    this.header = header;
    this.fold = fold;
    this.tradeClock = header.tradeClock();
    this.quoteClock = header.quoteClock();
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
    if (event.kind == MarketEvent.TRADE) {
      tradeClock(event.clockNanos, out);
      out.about(header, event);
      fold.trade(event.trade(), out);
    } else {
      quoteClock(event.clockNanos, out);
      out.about(header, event);
      fold.quote(event.quote(), out);
    }
    dirty = true;
  }

  /** Every partition is as far as this. */
  void clock(long knownNanos, FoldRows out) {
    tradeClock(knownNanos, out);
    quoteClock(knownNanos, out);
  }

  private void tradeClock(long knownNanos, FoldRows out) {
    if (knownNanos > tradeClock) {
      tradeClock = knownNanos;
      dirty = true;
      out.about(header, null);
      fold.tradeClock(knownNanos, out);
    }
  }

  private void quoteClock(long knownNanos, FoldRows out) {
    if (knownNanos > quoteClock) {
      quoteClock = knownNanos;
      dirty = true;
      out.about(header, null);
      fold.quoteClock(knownNanos, out);
    }
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

  /** By how much more heap it takes than before; looked at every so many records, as it is work. */
  long grownMeanwhile() {
    return asked++ % ASK_EVERY == 0 ? grown() : 0;
  }

  /** By how much more heap it takes than before. */
  long grown() {
    long now = fold.heapBytes();
    long more = now - bytes;
    bytes = now;
    return more;
  }

  void flush() {
    fold.flush();
    header = header.at(tradeClock, quoteClock);
    dirty = false;
  }
}
