package dev.tidemark.stream.codec;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.stream.event.MarketEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.Decoder;

/** One field of our schemas from the wire to its place; positions are those of the files. */
final class MarketFields {
  private MarketFields() {}

  static void trade(int position, Decoder in, MarketEvent into) throws IOException {
    switch (position) {
      case 5 -> into.tradeId = in.readString();
      case 6 -> into.version = in.readInt();
      case 7 -> into.op = choice(in, 3);
      case 8 -> into.tsNanos = in.readLong();
      case 9 -> into.knownNanos = in.readLong();
      case 10 -> into.seq = in.readLong();
      case 11 -> into.price = decimal(in);
      case 12 -> into.size = decimal(in);
      case 13 -> into.side = choice(in, 3);
      case 14 -> flag(into, TradeColumns.NO_LAST, !in.readBoolean());
      case 15 -> flag(into, TradeColumns.NO_HILO, !in.readBoolean());
      case 16 -> flag(into, TradeColumns.NO_VOLUME, !in.readBoolean());
      case 17 -> flag(into, TradeColumns.CLOSING_AUCTION, in.readBoolean());
      default -> series(position, in, into);
    }
  }

  static void quote(int position, Decoder in, MarketEvent into) throws IOException {
    switch (position) {
      case 5 -> into.tsNanos = in.readLong();
      case 6 -> into.knownNanos = in.readLong();
      case 7 -> into.seq = in.readLong();
      case 8 -> into.bid = decimal(in);
      case 9 -> into.ask = decimal(in);
      case 10 -> into.bidSize = optional(in);
      case 11 -> into.askSize = optional(in);
      default -> series(position, in, into);
    }
  }

  private static void series(int position, Decoder in, MarketEvent into) throws IOException {
    switch (position) {
      case 0 -> into.source = in.readString();
      case 1 -> into.instrument = in.readString();
      case 2 -> into.assetClass = in.readString();
      case 3 -> into.calendar = in.readString();
      case 4 -> into.includeClosingAuction = in.readBoolean();
      default -> throw new IllegalStateException("no field " + position);
    }
  }

  private static long decimal(Decoder in) throws IOException {
    if (in instanceof WireReader wire) {
      return wire.readDecimal();
    }
    ByteBuffer bytes = in.readBytes(null);
    return WireReader.decimal(
        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  private static long optional(Decoder in) throws IOException {
    int branch = in.readIndex();
    if (branch == 0) {
      in.readNull();
      return MarketEvent.NONE;
    }
    if (branch != 1) {
      throw WireReader.bad("branch " + branch + " of a size");
    }
    return decimal(in);
  }

  private static byte choice(Decoder in, int choices) throws IOException {
    int chosen = in.readEnum();
    if (chosen < 0 || chosen >= choices) {
      throw WireReader.bad("choice " + chosen + " of " + choices);
    }
    return (byte) chosen;
  }

  private static void flag(MarketEvent into, byte flag, boolean set) {
    if (set) {
      into.flags |= flag;
    }
  }
}
