package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The trades of an instrument: which are told for the first time, and where each is. */
final class TradeLane implements LiveBars.Pages<TradePage> {
  /** What a record is. */
  enum Kind {
    /** It tells of a trade that was not told of. */
    FIRST,
    /** It is a greater version of a trade. */
    CHANGE,
    REPEATED,
    TOO_LATE
  }

  private static final long MINUTE = Timeframe.M1.nanos();

  /** Pages of trades outside every session are beside those of the same minute. */
  private static final long OUTSIDE = MINUTE / 2;

  private final BarRules rules;
  private final LatenessPolicy policy;
  private final IdIndex index;
  private final PageShelf<TradePage> shelf;
  private final MinuteSet minutes = new MinuteSet();
  private final MinuteSet outside = new MinuteSet();
  private final GridCursor cursor;
  private final GridCursor other;
  private final LiveBars<TradePage> bars;

  /** No page begins before this. */
  private long oldest = Long.MAX_VALUE;

  /** No id that was told is longer, or as long and greater. */
  private byte[] greatestId = {};

  /** Where {@link #find} found a trade. */
  private @Nullable TradePage foundPage;

  private int foundRow;

  TradeLane(InstrumentRules instrument, LatenessPolicy policy, FoldStore store, ShelfSize size) {
    this.rules = instrument.bars(Timeframe.M1);
    this.policy = policy;
    this.index = new IdIndex(store.ids());
    this.shelf = new PageShelf<>(store, FoldStore.Space.TRADES, size);
    this.cursor = rules.cursor();
    this.other = rules.cursor();
    this.bars = new LiveBars<>(policy, this);
  }

  LiveBars<TradePage> bars() {
    return bars;
  }

  /** Puts a record in its place; {@link LiveBars#record} then tells what follows. */
  Kind place(Trade record) {
    boolean inSession = rules.seek(cursor, record);
    long greatest = bars.greatestKnown();
    // What was forgotten stays closed, even for a record that comes out of order.
    long known = Math.max(record.knownNanos(), greatest);
    if (inSession && isTooLate(cursor.endNanos(), known)) {
      return Kind.TOO_LATE;
    }
    byte[] id = record.tradeId().getBytes(StandardCharsets.UTF_8);
    int hash = TradePage.hash(id);
    long number =
        inSession
            ? cursor.startNanos()
            : Math.floorDiv(record.tsNanos(), MINUTE) * MINUTE + OUTSIDE;
    find(id, hash, number);
    TradePage from = foundPage;
    int row = foundRow;
    if (from != null && record.version() <= from.version(row)) {
      return Kind.REPEATED;
    }
    if (from != null && from.inSession() && isTooLate(from.end, known)) {
      return Kind.TOO_LATE;
    }
    if (from != null) {
      bars.touch(from, from.ts[row]);
    }
    TradePage to = from != null && from.number == number ? from : open(number, inSession);
    bars.touch(to, record.tsNanos());
    if (to == from) {
      to.replace(row, record);
    } else {
      if (from != null) {
        from.take(row);
      }
      to.add(record, id, hash);
      shelf.grown(to);
    }
    return from == null ? Kind.FIRST : Kind.CHANGE;
  }

  private boolean isTooLate(long endNanos, long knownNanos) {
    return knownNanos - endNanos > policy.graceNanos();
  }

  private void find(byte[] id, int hash, long number) {
    foundPage = null;
    if (isGreatest(id)) {
      greatestId = id;
      return;
    }
    TradePage own = shelf.onShelf(number);
    if (own != null && isIn(own, id, hash)) {
      return;
    }
    for (TradePage page : shelf.pages()) {
      if (isIn(page, id, hash)) {
        return;
      }
    }
    long stored = index.pageOf(id);
    if (stored != IdIndex.NONE && shelf.onShelf(stored) == null) {
      isIn(load(stored), id, hash);
    }
  }

  private boolean isGreatest(byte[] id) {
    return id.length != greatestId.length
        ? id.length > greatestId.length
        : Arrays.compareUnsigned(id, greatestId) > 0;
  }

  private boolean isIn(TradePage page, byte[] id, int hash) {
    int row = page.find(id, hash);
    if (row < 0) {
      return false;
    }
    if (!page.inSession() && page.ts[row] < horizon()) {
      page.take(row); // forgotten
      return true;
    }
    foundPage = page;
    foundRow = row;
    return true;
  }

  private TradePage open(long number, boolean inSession) {
    TradePage page = shelf.onShelf(number);
    if (page != null) {
      return page;
    }
    MinuteSet set = inSession ? minutes : outside;
    if (!set.contains(number)) {
      set.add(number);
      oldest = Math.min(oldest, number);
      return shelf.take(page(number, inSession));
    }
    return load(number);
  }

  private TradePage load(long number) {
    return shelf.take(page(number, Math.floorMod(number, MINUTE) != OUTSIDE));
  }

  private TradePage page(long number, boolean inSession) {
    if (!inSession) {
      return new TradePage(number, number, number, index);
    }
    other.seek(number);
    return new TradePage(number, other.startNanos(), other.endNanos(), index);
  }

  /** The page of a minute, which is made if there is none. */
  TradePage pageOf(long startNanos) {
    return open(startNanos, true);
  }

  @Override
  public TradePage page(long startNanos) {
    TradePage page = shelf.onShelf(startNanos);
    return page != null ? page : load(startNanos);
  }

  @Override
  public MinuteSet minutes() {
    return minutes;
  }

  @Override
  public void trim() {
    shelf.trim();
  }

  private long horizon() {
    long greatest = bars.greatestKnown();
    return greatest < Long.MIN_VALUE + policy.graceNanos()
        ? Long.MIN_VALUE
        : greatest - policy.graceNanos();
  }

  /** Drops what no later record may change. */
  void forget() {
    long horizon = horizon();
    if (oldest >= horizon) {
      return;
    }
    long first = minutes.ceiling(Long.MIN_VALUE);
    while (first != MinuteSet.NONE && endOf(first) < horizon) {
      drop(page(first));
      minutes.remove(first);
      first = minutes.ceiling(first);
    }
    long beside = outside.ceiling(Long.MIN_VALUE);
    while (beside != MinuteSet.NONE && beside + MINUTE < horizon) {
      drop(page(beside + OUTSIDE));
      outside.remove(beside);
      beside = outside.ceiling(beside);
    }
    oldest = Math.min(orNever(first), orNever(beside));
  }

  private long endOf(long startNanos) {
    other.seek(startNanos);
    return other.endNanos();
  }

  private static long orNever(long minute) {
    return minute == MinuteSet.NONE ? Long.MAX_VALUE : minute;
  }

  private void drop(TradePage page) {
    page.unindex();
    shelf.drop(page);
  }

  void flush() {
    shelf.flush();
    index.flush();
  }

  long heapBytes() {
    return shelf.heapBytes();
  }

  void write(DataOutput out) throws IOException {
    bars.write(out);
    minutes.write(out);
    outside.write(out);
    out.writeInt(greatestId.length);
    out.write(greatestId);
  }

  void read(DataInput in) throws IOException {
    bars.read(in);
    minutes.read(in);
    outside.read(in);
    oldest =
        Math.min(
            orNever(minutes.ceiling(Long.MIN_VALUE)), orNever(outside.ceiling(Long.MIN_VALUE)));
    greatestId = new byte[in.readInt()];
    in.readFully(greatestId);
  }
}
