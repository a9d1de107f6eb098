package dev.tidemark.core.live;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of trades as bytes of a state, each as what differs from the one before. */
final class TradeBytes {
  private static final TradeOp[] OPS = TradeOp.values();
  private static final Side[] SIDES = Side.values();
  private static final int OP = 4;
  private static final int SIDE = 6;

  private TradeBytes() {}

  static void write(PackedWriter out, Collection<Trade> trades) {
    out.writeUnsigned(trades.size());
    Trade previous = null;
    for (Trade trade : trades) {
      out.writeSigned(trade.tsNanos() - (previous == null ? 0 : previous.tsNanos()));
      out.writeSigned(trade.seq() - (previous == null ? 0 : previous.seq()));
      out.writeSigned(trade.price() - (previous == null ? 0 : previous.price()));
      out.writeSigned(trade.size());
      out.writeSigned(trade.knownNanos() - trade.tsNanos());
      out.writeSigned(trade.version());
      out.writeByte(meta(trade));
      writeText(out, trade.tradeId());
      previous = trade;
    }
  }

  static List<Trade> read(PackedReader in) {
    int count = in.readCount();
    List<Trade> trades = new ArrayList<>(count);
    long ts = 0;
    long seq = 0;
    long price = 0;
    for (int i = 0; i < count; i++) {
      ts += in.readSigned();
      seq += in.readSigned();
      price += in.readSigned();
      long size = in.readSigned();
      long known = ts + in.readSigned();
      int version = (int) in.readSigned();
      int meta = in.readByte();
      trades.add(
          new Trade(
              readText(in),
              version,
              OPS[meta >> OP & 3],
              ts,
              seq,
              price,
              size,
              known,
              side(meta >> SIDE & 3),
              (meta & 1) != 0,
              (meta & 2) != 0,
              (meta & 4) != 0,
              (meta & 8) != 0));
    }
    return trades;
  }

  private static int meta(Trade trade) {
    Side side = trade.side();
    return (trade.updLast() ? 1 : 0)
        | (trade.updHilo() ? 2 : 0)
        | (trade.updVol() ? 4 : 0)
        | (trade.closingAuction() ? 8 : 0)
        | trade.op().ordinal() << OP
        | (side == null ? 0 : side.ordinal() + 1) << SIDE;
  }

  private static @Nullable Side side(int number) {
    return number == 0 ? null : SIDES[number - 1];
  }

  static void writeText(PackedWriter out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeUnsigned(bytes.length);
    out.writeBytes(bytes, 0, bytes.length);
  }

  static String readText(PackedReader in) {
    byte[] bytes = new byte[in.readCount()];
    in.readBytes(bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
