package dev.tidemark.core.live;

import dev.tidemark.core.model.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Trades that leave in {@link Trade#ORDER}. Most come in that order: they stand in a row, and only
 * the others have to be sorted.
 */
final class WaitingTrades {
  private static final int BYTES_OF_OTHER = 130;

  private final WaitingRow row = new WaitingRow();
  private final PriorityQueue<WaitingTrade> others = new PriorityQueue<>(WaitingTrade.ORDER);

  void add(Trade trade) {
    add(WaitingTrade.of(trade));
  }

  private void add(WaitingTrade trade) {
    byte[] id = trade.id();
    if (row.takes(trade, id)) {
      row.add(trade, id);
    } else {
      others.add(trade);
    }
  }

  int size() {
    return row.size() + others.size();
  }

  boolean isEmpty() {
    return row.isEmpty() && others.isEmpty();
  }

  /** Event time of the first; there must be one. */
  long firstTs() {
    WaitingTrade other = others.peek();
    if (other == null) {
      return row.firstTs();
    }
    return row.isEmpty() ? other.tsNanos() : Math.min(row.firstTs(), other.tsNanos());
  }

  /** Takes the first away; there must be one. */
  WaitingTrade takeFirst() {
    WaitingTrade other = others.peek();
    if (other == null || (!row.isEmpty() && row.isBefore(0, other, other.id()))) {
      return row.takeFirst();
    }
    return others.remove();
  }

  /** Takes a trade away; whether it waited. */
  boolean remove(Trade trade) {
    WaitingTrade gone = WaitingTrade.of(trade);
    return others.remove(gone) || row.remove(gone, gone.id());
  }

  /** In their order, so that equal ones are equal bytes. */
  void write(PackedWriter out) {
    out.writeUnsigned(size());
    WaitingBytes bytes = new WaitingBytes(out);
    List<WaitingTrade> apart = new ArrayList<>(others);
    apart.sort(WaitingTrade.ORDER);
    int place = 0;
    for (WaitingTrade other : apart) {
      byte[] id = other.id();
      for (; place < row.size() && row.isBefore(place, other, id); place++) {
        row.write(place, bytes);
      }
      bytes.write(other.tsNanos(), other.seq(), other.price(), other.size(), id, 0, id.length);
    }
    for (; place < row.size(); place++) {
      row.write(place, bytes);
    }
  }

  void read(PackedReader in) {
    int count = in.readCount();
    WaitingTrade previous = new WaitingTrade("", 0, 0, 0, 0);
    for (int i = 0; i < count; i++) {
      previous = WaitingBytes.read(in, previous);
      add(previous);
    }
  }

  /** Bytes of heap that this takes, roughly. */
  long heapBytes() {
    return row.heapBytes() + (long) BYTES_OF_OTHER * others.size();
  }
}
