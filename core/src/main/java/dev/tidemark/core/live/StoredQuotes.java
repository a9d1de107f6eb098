package dev.tidemark.core.live;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.time.Timeframe;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Quotes by the minute of their event time, as columns in the store. */
final class StoredQuotes implements QuotePages {
  private static final long MINUTE = Timeframe.M1.nanos();
  private static final int ROW = 4 * Long.BYTES;

  private final FoldStore store;
  private final Map<Long, Page> heap = new HashMap<>();
  private final Set<Long> dirty = new HashSet<>();
  private long rows;

  /** The quotes of a minute, by (event time, sequence). */
  private static final class Page {
    int rows;
    long[] ts = new long[4];
    long[] seq = new long[4];
    long[] bid = new long[4];
    long[] ask = new long[4];

    boolean add(long tsNanos, long number, long quoteBid, long quoteAsk) {
      int at = rows;
      while (at > 0 && (ts[at - 1] > tsNanos || (ts[at - 1] == tsNanos && seq[at - 1] > number))) {
        at--;
      }
      if (at > 0 && ts[at - 1] == tsNanos && seq[at - 1] == number) {
        return false;
      }
      if (rows == ts.length) {
        ts = Arrays.copyOf(ts, rows * 2);
        seq = Arrays.copyOf(seq, rows * 2);
        bid = Arrays.copyOf(bid, rows * 2);
        ask = Arrays.copyOf(ask, rows * 2);
      }
      int after = rows - at;
      System.arraycopy(ts, at, ts, at + 1, after);
      System.arraycopy(seq, at, seq, at + 1, after);
      System.arraycopy(bid, at, bid, at + 1, after);
      System.arraycopy(ask, at, ask, at + 1, after);
      ts[at] = tsNanos;
      seq[at] = number;
      bid[at] = quoteBid;
      ask[at] = quoteAsk;
      rows++;
      return true;
    }
  }

  StoredQuotes(FoldStore store) {
    this.store = store;
  }

  static long minuteOf(long tsNanos) {
    return Math.floorDiv(tsNanos, MINUTE) * MINUTE;
  }

  /** False if a quote of this event time and sequence is there: the first told stands. */
  boolean add(Quote quote) {
    long minute = minuteOf(quote.tsNanos());
    boolean added = page(minute).add(quote.tsNanos(), quote.seq(), quote.bid(), quote.ask());
    if (added) {
      rows++;
      dirty.add(minute);
    }
    return added;
  }

  @Override
  public QuoteColumns minute(long startNanos) {
    Page page = page(startNanos);
    return new QuoteColumns(page.rows, page.ts, page.bid, page.ask);
  }

  private Page page(long minute) {
    return heap.computeIfAbsent(
        minute,
        absent -> {
          byte[] bytes = store.get(FoldStore.Space.QUOTES, minute / MINUTE);
          Page page = new Page();
          if (bytes != null) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            while (in.remaining() >= ROW) {
              page.add(in.getLong(), in.getLong(), in.getLong(), in.getLong());
            }
            rows += page.rows;
          }
          return page;
        });
  }

  @Override
  public void forget(long minute) {
    heap.remove(minute);
    dirty.remove(minute);
    store.remove(FoldStore.Space.QUOTES, minute / MINUTE);
  }

  /** Puts what changed into the store and keeps nothing but the minutes from here on. */
  void flush(long keepFromNanos) {
    for (long minute : dirty) {
      Page page = page(minute);
      ByteBuffer out = ByteBuffer.allocate(page.rows * ROW);
      for (int i = 0; i < page.rows; i++) {
        out.putLong(page.ts[i]).putLong(page.seq[i]).putLong(page.bid[i]).putLong(page.ask[i]);
      }
      store.put(FoldStore.Space.QUOTES, minute / MINUTE, out.array());
    }
    dirty.clear();
    heap.keySet().removeIf(minute -> minute < keepFromNanos);
    rows = heap.values().stream().mapToLong(page -> page.rows).sum();
  }

  long heapBytes() {
    return heap.size() * 300L + rows * ROW * 2;
  }
}
