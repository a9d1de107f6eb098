package dev.tidemark.core.live;

/** Waiting trades as bytes of a state, each as what differs from the one before. */
final class WaitingBytes {
  private final PackedWriter out;
  private long ts;
  private long seq;
  private long price;

  WaitingBytes(PackedWriter out) {
    this.out = out;
  }

  /** The id is at this place in {@code ids}, in UTF-8. */
  void write(long tsNanos, long number, long at, long size, byte[] ids, int idStart, int idLength) {
    out.writeSigned(tsNanos - ts);
    out.writeSigned(number - seq);
    out.writeSigned(at - price);
    out.writeSigned(size);
    out.writeUnsigned(idLength);
    out.writeBytes(ids, idStart, idLength);
    ts = tsNanos;
    seq = number;
    price = at;
  }

  static WaitingTrade read(PackedReader in, WaitingTrade previous) {
    long ts = previous.tsNanos() + in.readSigned();
    long seq = previous.seq() + in.readSigned();
    long price = previous.price() + in.readSigned();
    long size = in.readSigned();
    return new WaitingTrade(TradeBytes.readText(in), ts, seq, price, size);
  }
}
