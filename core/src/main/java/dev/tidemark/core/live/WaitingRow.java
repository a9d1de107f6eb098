package dev.tidemark.core.live;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Trades in the order of {@link WaitingTrade#ORDER}, added at the end and taken from the front.
 * Columns: as an object each they would be most of what a collection of the heap copies.
 */
final class WaitingRow {
  private static final int LEAST = 16;
  private static final int ID_BYTES = 12;

  private int head;
  private int tail;
  private long[] ts = new long[LEAST];
  private long[] seq = new long[LEAST];
  private long[] price = new long[LEAST];
  private long[] size = new long[LEAST];
  private int[] idStart = new int[LEAST];
  private int[] idLength = new int[LEAST];
  private byte[] ids = new byte[LEAST * ID_BYTES];
  private int idEnd;

  int size() {
    return tail - head;
  }

  boolean isEmpty() {
    return head == tail;
  }

  /** Whether the trade may stand at the end. */
  boolean takes(WaitingTrade trade, byte[] id) {
    return isEmpty() || compare(tail - 1, trade, id) <= 0;
  }

  /** Puts it at the end, where {@link #takes} has told that it may stand. */
  void add(WaitingTrade trade, byte[] id) {
    makeRoom(id.length);
    ts[tail] = trade.tsNanos();
    seq[tail] = trade.seq();
    price[tail] = trade.price();
    size[tail] = trade.size();
    idStart[tail] = idEnd;
    idLength[tail++] = id.length;
    System.arraycopy(id, 0, ids, idEnd, id.length);
    idEnd += id.length;
  }

  /** Event time of the first. */
  long firstTs() {
    return ts[head];
  }

  WaitingTrade takeFirst() {
    WaitingTrade first = at(head++);
    if (isEmpty()) {
      clear();
    }
    return first;
  }

  /** Takes a trade away wherever it stands; whether it was there. */
  boolean remove(WaitingTrade trade, byte[] id) {
    for (int at = tail - 1; at >= head && ts[at] >= trade.tsNanos(); at--) {
      if (compare(at, trade, id) == 0) {
        int after = tail - at - 1;
        for (long[] column : new long[][] {ts, seq, price, size}) {
          System.arraycopy(column, at + 1, column, at, after);
        }
        System.arraycopy(idStart, at + 1, idStart, at, after);
        System.arraycopy(idLength, at + 1, idLength, at, after);
        tail--;
        if (after == 0) {
          idEnd = idStart[tail];
        }
        if (isEmpty()) {
          clear();
        }
        return true;
      }
    }
    return false;
  }

  /** Whether the trade at a place from the front comes before another. */
  boolean isBefore(int place, WaitingTrade trade, byte[] id) {
    return compare(head + place, trade, id) < 0;
  }

  /** Writes the trade at a place from the front. */
  void write(int place, WaitingBytes out) {
    int row = head + place;
    out.write(ts[row], seq[row], price[row], size[row], ids, idStart[row], idLength[row]);
  }

  private WaitingTrade at(int row) {
    String id = new String(ids, idStart[row], idLength[row], StandardCharsets.UTF_8);
    return new WaitingTrade(id, ts[row], seq[row], price[row], size[row]);
  }

  private int compare(int row, WaitingTrade trade, byte[] id) {
    int order = Long.compare(ts[row], trade.tsNanos());
    if (order == 0) {
      order = Long.compare(seq[row], trade.seq());
    }
    return order != 0
        ? order
        : Arrays.compareUnsigned(ids, idStart[row], idStart[row] + idLength[row], id, 0, id.length);
  }

  /** What a busy time has taken is given back, by half each time that nothing waits. */
  private void clear() {
    head = 0;
    tail = 0;
    idEnd = 0;
    if (ts.length > LEAST) {
      columns(ts.length / 2);
    }
    if (ids.length > LEAST * ID_BYTES) {
      ids = new byte[ids.length / 2];
    }
  }

  private void makeRoom(int idBytes) {
    if (tail == ts.length) {
      columns(capacity(size(), ts.length, LEAST));
    }
    if (idBytes > ids.length - idEnd) {
      moveIds(idBytes);
    }
  }

  private void columns(int capacity) {
    int rows = size();
    ts = moved(ts, capacity);
    seq = moved(seq, capacity);
    price = moved(price, capacity);
    size = moved(size, capacity);
    idStart = moved(idStart, capacity);
    idLength = moved(idLength, capacity);
    head = 0;
    tail = rows;
  }

  private void moveIds(int more) {
    int first = isEmpty() ? idEnd : idStart[head];
    int kept = idEnd - first;
    int capacity = capacity(kept, ids.length, LEAST * ID_BYTES);
    byte[] to = new byte[Math.max(capacity, 2 * (kept + more))];
    System.arraycopy(ids, first, to, 0, kept);
    ids = to;
    idEnd = kept;
    for (int row = head; row < tail; row++) {
      idStart[row] -= first;
    }
  }

  /** Half of it or more is free after this, and not much more than is needed. */
  private static int capacity(int used, int now, int least) {
    return used > now / 2 ? 2 * now : used < now / 8 && now > least ? now / 2 : now;
  }

  private long[] moved(long[] column, int capacity) {
    long[] to = new long[capacity];
    System.arraycopy(column, head, to, 0, size());
    return to;
  }

  private int[] moved(int[] column, int capacity) {
    int[] to = new int[capacity];
    System.arraycopy(column, head, to, 0, size());
    return to;
  }

  long heapBytes() {
    return 40L * ts.length + ids.length;
  }
}
