package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The quotes of an instrument by UTC minute, in and out of sessions, and bars of their middles. */
final class QuoteLane implements LiveBars.Pages<QuotePage>, QuotePages {
  /** What a record is. */
  enum Kind {
    FIRST,
    REPEATED,
    TOO_LATE
  }

  private static final long MINUTE = Timeframe.M1.nanos();

  private final LatenessPolicy policy;
  private final PageShelf<QuotePage> shelf;
  private final MinuteSet all = new MinuteSet();
  private final MinuteSet minutes = new MinuteSet();
  private final GridCursor cursor;
  private final LiveBars<QuotePage> bars;

  QuoteLane(InstrumentRules instrument, LatenessPolicy policy, FoldStore store, ShelfSize size) {
    BarRules rules = instrument.bars(Timeframe.M1);
    this.policy = policy;
    this.shelf = new PageShelf<>(store, FoldStore.Space.QUOTES, size);
    this.cursor = rules.cursor();
    this.bars = new LiveBars<>(policy, this);
  }

  LiveBars<QuotePage> bars() {
    return bars;
  }

  /** Start of the minute that an instant is in. */
  static long minuteOf(long nanos) {
    return Math.floorDiv(nanos, MINUTE) * MINUTE;
  }

  /** Puts a record in its place; {@link LiveBars#record} then tells what follows. */
  Kind place(Quote record) {
    long minute = minuteOf(record.tsNanos());
    long known = Math.max(record.knownNanos(), bars.greatestKnown());
    if (known - (minute + MINUTE) > policy.graceNanos()) {
      return Kind.TOO_LATE;
    }
    QuotePage page = open(minute);
    if (page.has(record.tsNanos(), record.seq())) {
      return Kind.REPEATED;
    }
    bars.touch(page, record.tsNanos());
    page.add(record);
    shelf.grown(page);
    return Kind.FIRST;
  }

  private QuotePage open(long minute) {
    if (all.contains(minute)) {
      return page(minute);
    }
    all.add(minute);
    QuotePage page = make(minute);
    if (page.inSession()) {
      minutes.add(minute);
    }
    return shelf.take(page);
  }

  private QuotePage make(long minute) {
    return cursor.seek(minute)
        ? new QuotePage(minute, cursor.startNanos(), cursor.endNanos())
        : new QuotePage(minute, minute, minute);
  }

  @Override
  public QuotePage page(long startNanos) {
    QuotePage page = shelf.onShelf(startNanos);
    return page != null ? page : shelf.take(make(startNanos));
  }

  @Override
  public QuoteColumns minute(long startNanos) {
    return all.contains(startNanos) ? page(startNanos).columns() : QuoteColumns.NONE;
  }

  @Override
  public MinuteSet minutes() {
    return minutes;
  }

  @Override
  public void trim() {
    shelf.trim();
  }

  @Override
  public void forget(long startNanos) {
    if (all.contains(startNanos)) {
      shelf.drop(page(startNanos));
      all.remove(startNanos);
      minutes.remove(startNanos);
    }
  }

  void flush() {
    shelf.flush();
  }

  long heapBytes() {
    return shelf.heapBytes();
  }

  void write(DataOutput out) throws IOException {
    bars.write(out);
    all.write(out);
    minutes.write(out);
  }

  void read(DataInput in) throws IOException {
    bars.read(in);
    all.read(in);
    minutes.read(in);
  }
}
