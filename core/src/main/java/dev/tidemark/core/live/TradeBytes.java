package dev.tidemark.core.live;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A record of a trade as bytes of a state. */
final class TradeBytes {
  private static final TradeOp[] OPS = TradeOp.values();
  private static final Side[] SIDES = Side.values();
  private static final int LONGEST = 1 << 20;

  private TradeBytes() {}

  static void write(DataOutput out, Trade trade) throws IOException {
    writeText(out, trade.tradeId());
    out.writeInt(trade.version());
    out.writeByte(trade.op().ordinal());
    out.writeLong(trade.tsNanos());
    out.writeLong(trade.seq());
    out.writeLong(trade.price());
    out.writeLong(trade.size());
    out.writeLong(trade.knownNanos());
    Side side = trade.side();
    out.writeByte(side == null ? -1 : side.ordinal());
    out.writeBoolean(trade.updLast());
    out.writeBoolean(trade.updHilo());
    out.writeBoolean(trade.updVol());
    out.writeBoolean(trade.closingAuction());
  }

  static Trade read(DataInput in) throws IOException {
    String id = readText(in);
    int version = in.readInt();
    TradeOp op = OPS[in.readByte()];
    long ts = in.readLong();
    long seq = in.readLong();
    long price = in.readLong();
    long size = in.readLong();
    long known = in.readLong();
    int side = in.readByte();
    return new Trade(
        id,
        version,
        op,
        ts,
        seq,
        price,
        size,
        known,
        side < 0 ? null : SIDES[side],
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean(),
        in.readBoolean());
  }

  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("text too long");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
