package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarBuilder;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.model.Quote;
import java.util.Arrays;

/** The quotes of one minute, each (event time, sequence) once. */
final class QuotePage extends MinutePage {
  private long[] bid = new long[ts.length];
  private long[] ask = new long[ts.length];

  QuotePage(long number, long start, long end) {
    super(number, start, end);
  }

  /** Whether a quote of this time and sequence was told. */
  boolean has(long tsNanos, long sequence) {
    for (int place = lowerBound(tsNanos); place < rows; place++) {
      int row = order[place];
      if (ts[row] != tsNanos || seq[row] > sequence) {
        return false;
      }
      if (seq[row] == sequence) {
        return true;
      }
    }
    return false;
  }

  void add(Quote record) {
    int row = append();
    ts[row] = record.tsNanos();
    seq[row] = record.seq();
    known[row] = record.knownNanos();
    bid[row] = record.bid();
    ask[row] = record.ask();
    ordered(row);
  }

  /** The quotes in their order. */
  QuoteColumns columns() {
    long[] times = new long[rows];
    long[] bids = new long[rows];
    long[] asks = new long[rows];
    for (int place = 0; place < rows; place++) {
      int row = order[place];
      times[place] = ts[row];
      bids[place] = bid[row];
      asks[place] = ask[row];
    }
    return new QuoteColumns(rows, times, bids, asks);
  }

  @Override
  int compare(int row, int other) {
    int order = Long.compare(ts[row], ts[other]);
    return order != 0 ? order : Long.compare(seq[row], seq[other]);
  }

  @Override
  void fill(BarBuilder builder, int row) {
    if (bid[row] > 0 && ask[row] >= bid[row]) {
      builder.addPrice(ColumnarBars.mid(bid[row], ask[row]));
    }
  }

  @Override
  void move(int from, int to) {
    bid[to] = bid[from];
    ask[to] = ask[from];
  }

  @Override
  void grow(int capacity) {
    bid = Arrays.copyOf(bid, capacity);
    ask = Arrays.copyOf(ask, capacity);
  }

  @Override
  long moreHeapBytes() {
    return 16L * ts.length;
  }

  @Override
  void write(PackedWriter out, int row, int previous) {
    boolean first = previous < 0;
    out.writeSigned(ts[row] - (first ? number : ts[previous]));
    out.writeSigned(seq[row] - (first ? 0 : seq[previous]));
    out.writeSigned(known[row] - ts[row]);
    out.writeSigned(bid[row] - (first ? 0 : bid[previous]));
    out.writeSigned(ask[row] - bid[row]);
  }

  @Override
  int read(PackedReader in, int previous) {
    boolean first = previous < 0;
    int row = append();
    ts[row] = in.readSigned() + (first ? number : ts[previous]);
    seq[row] = in.readSigned() + (first ? 0 : seq[previous]);
    known[row] = in.readSigned() + ts[row];
    bid[row] = in.readSigned() + (first ? 0 : bid[previous]);
    ask[row] = in.readSigned() + bid[row];
    ordered(row);
    return row;
  }

  @Override
  void index(int fromRow) {
    // Quotes are found by their time.
  }
}
