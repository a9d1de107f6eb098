package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarBuilder;
import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.util.Arrays;

/** The latest records of trades of one minute, found by their ids. */
final class TradePage extends MinutePage {
  private static final int SIDE = 4;
  private static final int OP = 6;
  private static final int FLAGS = 15;

  private final IdIndex index;
  private long[] price = new long[ts.length];
  private long[] size = new long[ts.length];
  private int[] version = new int[ts.length];

  /** Flags and side as {@link TradeColumns}, and the ordinal of {@link TradeOp}. */
  private byte[] meta = new byte[ts.length];

  private int[] hash = new int[ts.length];
  private int[] idStart = new int[ts.length];
  private int[] idLength = new int[ts.length];
  private byte[] ids = new byte[ts.length * 12];
  private int idBytes;

  /** Rows by the hash of their id, from 1. */
  private int[] table = new int[4 * ts.length];

  TradePage(long number, long start, long end, IdIndex index) {
    super(number, start, end);
    this.index = index;
  }

  static int hash(byte[] id) {
    int hash = Arrays.hashCode(id) * 0x9E3779B9;
    return hash ^ hash >>> 15;
  }

  /** Row of a trade, or -1. */
  int find(byte[] id, int idHash) {
    int mask = table.length - 1;
    for (int at = idHash & mask; table[at] != 0; at = at + 1 & mask) {
      int row = table[at] - 1;
      if (hash[row] == idHash && isId(row, id)) {
        return row;
      }
    }
    return -1;
  }

  private boolean isId(int row, byte[] id) {
    return Arrays.equals(ids, idStart[row], idStart[row] + idLength[row], id, 0, id.length);
  }

  int version(int row) {
    return version[row];
  }

  void add(Trade record, byte[] id, int idHash) {
    int row = append();
    nameRow(row, id, id.length, idHash);
    set(row, record);
    ordered(row);
  }

  void replace(int row, Trade record) {
    unordered(row);
    set(row, record);
    ordered(row);
    changed(row);
  }

  private void set(int row, Trade record) {
    ts[row] = record.tsNanos();
    seq[row] = record.seq();
    known[row] = record.knownNanos();
    price[row] = record.price();
    size[row] = record.size();
    version[row] = record.version();
    int flags =
        (record.updLast() ? 0 : TradeColumns.NO_LAST)
            | (record.updHilo() ? 0 : TradeColumns.NO_HILO)
            | (record.updVol() ? 0 : TradeColumns.NO_VOLUME)
            | (record.closingAuction() ? TradeColumns.CLOSING_AUCTION : 0);
    Side side = record.side();
    int aggressor =
        side == null
            ? TradeColumns.NO_SIDE
            : side == Side.BUY ? TradeColumns.BUY : TradeColumns.SELL;
    meta[row] = (byte) (flags | aggressor << SIDE | record.op().ordinal() << OP);
  }

  private void nameRow(int row, byte[] id, int length, int idHash) {
    if (idBytes + length > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(2 * ids.length, idBytes + length));
    }
    System.arraycopy(id, 0, ids, idBytes, length);
    idStart[row] = idBytes;
    idLength[row] = length;
    hash[row] = idHash;
    idBytes += length;
    if (2 * (row + 1) > table.length) {
      table = new int[2 * table.length];
      rehash();
    }
    enter(row);
  }

  private void enter(int row) {
    int mask = table.length - 1;
    int at = hash[row] & mask;
    while (table[at] != 0) {
      at = at + 1 & mask;
    }
    table[at] = row + 1;
  }

  private void rehash() {
    Arrays.fill(table, 0);
    for (int row = 0; row < rows; row++) {
      enter(row);
    }
  }

  @Override
  void move(int from, int to) {
    price[to] = price[from];
    size[to] = size[from];
    version[to] = version[from];
    meta[to] = meta[from];
    hash[to] = hash[from];
    idStart[to] = idStart[from];
    idLength[to] = idLength[from];
  }

  /** Takes a trade away that is told to have happened in another minute. */
  void take(int row) {
    remove(row);
    rehash();
  }

  @Override
  int compare(int row, int other) {
    int order = Long.compare(ts[row], ts[other]);
    if (order == 0) {
      order = Long.compare(seq[row], seq[other]);
    }
    return order != 0
        ? order
        : Arrays.compareUnsigned(
            ids,
            idStart[row],
            idStart[row] + idLength[row],
            ids,
            idStart[other],
            idStart[other] + idLength[other]);
  }

  @Override
  void fill(BarBuilder builder, int row) {
    int of = meta[row];
    long at = price[row];
    if (at <= 0 || (of >> OP & 3) == TradeOp.CANCEL.ordinal()) {
      return;
    }
    int flags = of & FLAGS & ~TradeColumns.CLOSING_AUCTION;
    byte side = (byte) (of >> SIDE & 3);
    if (flags == 0) {
      builder.add(at, size[row], side);
    } else {
      builder.add(at, size[row], side, flags);
    }
  }

  @Override
  void grow(int capacity) {
    price = Arrays.copyOf(price, capacity);
    size = Arrays.copyOf(size, capacity);
    version = Arrays.copyOf(version, capacity);
    meta = Arrays.copyOf(meta, capacity);
    hash = Arrays.copyOf(hash, capacity);
    idStart = Arrays.copyOf(idStart, capacity);
    idLength = Arrays.copyOf(idLength, capacity);
  }

  @Override
  long moreHeapBytes() {
    return ids.length + 4L * table.length + 33L * ts.length;
  }

  @Override
  void write(PackedWriter out, int row, int previous) {
    boolean first = previous < 0;
    out.writeSigned(ts[row] - (first ? number : ts[previous]));
    out.writeSigned(seq[row] - (first ? 0 : seq[previous]));
    out.writeSigned(known[row] - ts[row]);
    out.writeSigned(price[row] - (first ? 0 : price[previous]));
    out.writeUnsigned(size[row]);
    out.writeSigned(version[row]);
    out.writeByte(meta[row]);
    int shared = first ? 0 : shared(row, previous);
    out.writeUnsigned(shared);
    out.writeUnsigned(idLength[row] - shared);
    out.writeBytes(ids, idStart[row] + shared, idLength[row] - shared);
  }

  private int shared(int row, int previous) {
    int differs =
        Arrays.mismatch(
            ids,
            idStart[row],
            idStart[row] + idLength[row],
            ids,
            idStart[previous],
            idStart[previous] + idLength[previous]);
    return differs < 0 ? idLength[row] : differs;
  }

  @Override
  int read(PackedReader in, int previous) {
    boolean first = previous < 0;
    long tsNanos = in.readSigned() + (first ? number : ts[previous]);
    long sequence = in.readSigned() + (first ? 0 : seq[previous]);
    long knownNanos = in.readSigned() + tsNanos;
    long at = in.readSigned() + (first ? 0 : price[previous]);
    long units = in.readUnsigned();
    int versionNumber = (int) in.readSigned();
    byte metaByte = (byte) in.readByte();
    int shared = (int) in.readUnsigned();
    if (shared < 0 || shared > (first ? 0 : idLength[previous])) {
      throw PackedReader.damaged();
    }
    byte[] id = new byte[shared + in.readCount()];
    if (shared > 0) {
      System.arraycopy(ids, idStart[previous], id, 0, shared);
    }
    in.readBytes(id, shared, id.length - shared);
    int idHash = hash(id);
    int row = find(id, idHash);
    boolean isNew = row < 0;
    if (isNew) {
      row = append();
      nameRow(row, id, id.length, idHash);
    } else {
      unordered(row);
    }
    ts[row] = tsNanos;
    seq[row] = sequence;
    known[row] = knownNanos;
    price[row] = at;
    size[row] = units;
    version[row] = versionNumber;
    meta[row] = metaByte;
    ordered(row);
    return row;
  }

  @Override
  void index(int fromRow) {
    for (int row = fromRow; row < rows; row++) {
      index.put(ids, idStart[row], idLength[row], number);
    }
  }

  /** Forgets where its trades are. */
  void unindex() {
    for (int row = 0; row < rows; row++) {
      index.remove(ids, idStart[row], idLength[row]);
    }
  }
}
