package dev.tidemark.core.live;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The last valid quotes, and the last one of any kind, of minutes that were forgotten. */
final class QuoteMemory {
  private final long[] bid = new long[QuoteFold.MEMORY];
  private final long[] ask = new long[QuoteFold.MEMORY];
  private int next;
  private int size;
  private long lastTs = Long.MIN_VALUE;
  private long lastBid;
  private long lastAsk;

  /** The quotes of the next minute that is forgotten. */
  void add(QuoteColumns quotes) {
    for (int row = 0; row < quotes.rows(); row++) {
      lastTs = quotes.tsNanos()[row];
      lastBid = quotes.bid()[row];
      lastAsk = quotes.ask()[row];
      if (QuoteFold.isValid(lastBid, lastAsk)) {
        bid[next] = lastBid;
        ask[next] = lastAsk;
        next = (next + 1) % QuoteFold.MEMORY;
        size = Math.min(size + 1, QuoteFold.MEMORY);
      }
    }
  }

  /** The last {@code count} of them, as far as there are so many. */
  void tell(int count, QuoteFold fold) {
    for (int i = Math.min(count, size); i > 0; i--) {
      int at = Math.floorMod(next - i, QuoteFold.MEMORY);
      fold.earlier(bid[at], ask[at]);
    }
  }

  void tellLast(QuoteFold fold) {
    if (lastTs != Long.MIN_VALUE) {
      fold.last(lastTs, lastBid, lastAsk);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = size; i > 0; i--) {
      int at = Math.floorMod(next - i, QuoteFold.MEMORY);
      out.writeLong(bid[at]);
      out.writeLong(ask[at]);
    }
    out.writeLong(lastTs);
    out.writeLong(lastBid);
    out.writeLong(lastAsk);
  }

  void read(DataInput in) throws IOException {
    size = in.readInt();
    if (size < 0 || size > QuoteFold.MEMORY) {
      throw new IOException("too many quotes");
    }
    for (int i = 0; i < size; i++) {
      bid[i] = in.readLong();
      ask[i] = in.readLong();
    }
    next = size % QuoteFold.MEMORY;
    lastTs = in.readLong();
    lastBid = in.readLong();
    lastAsk = in.readLong();
  }
}
