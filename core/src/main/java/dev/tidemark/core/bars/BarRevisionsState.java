package dev.tidemark.core.bars;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Int128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes of a {@link BarRevisions}: sorted throughout, so that equal states are equal bytes. */
final class BarRevisionsState {

  private static final int FORMAT = 1;
  private static final int LONGEST_ID = 1 << 16;

  private BarRevisionsState() {}

  static byte[] write(BarRevisions fold) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(fold.closedThroughNanos());
      out.writeLong(fold.greatestKnown());
      out.writeInt(fold.openBars().size());
      for (OpenBar bar : fold.openBars().values()) {
        writeOpenBar(out, bar);
      }
      writeTrades(out, fold.outside());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // the target is memory
    }
    return bytes.toByteArray();
  }

  static BarRevisions read(BarRevisions fold, byte[] state) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != FORMAT) {
        throw new IOException("unknown format");
      }
      fold.restoreTimes(in.readLong(), in.readLong());
      int bars = in.readInt();
      for (int i = 0; i < bars; i++) {
        readOpenBar(in, fold);
      }
      readTrades(in, fold);
      if (in.available() > 0) {
        throw new IOException("bytes left over");
      }
    } catch (IOException | IndexOutOfBoundsException damaged) {
      throw TidemarkException.of(
          ErrorCode.CORRUPT,
          "State of a bar stream cannot be read",
          "it is damaged or of another version",
          "Rebuild it by replaying the last 48 hours of records",
          damaged);
    }
    return fold;
  }

  private static void writeOpenBar(DataOutputStream out, OpenBar bar) throws IOException {
    out.writeLong(bar.start);
    out.writeLong(bar.end);
    out.writeBoolean(bar.partial);
    out.writeInt(bar.revision);
    out.writeBoolean(bar.emitted.isPresent());
    if (bar.emitted.isPresent()) {
      writeBar(out, bar.emitted.get());
    }
    writeTrades(out, bar.trades);
  }

  private static void readOpenBar(DataInputStream in, BarRevisions fold) throws IOException {
    long start = in.readLong();
    long end = in.readLong();
    boolean partial = in.readBoolean();
    int revision = in.readInt();
    Optional<Bar> emitted =
        in.readBoolean() ? Optional.of(readBar(in, start, end, partial)) : Optional.empty();
    fold.restoreEmitted(start, end, partial, revision, emitted);
    readTrades(in, fold);
  }

  private static void writeBar(DataOutputStream out, Bar bar) throws IOException {
    out.writeLong(bar.open());
    out.writeLong(bar.high());
    out.writeLong(bar.low());
    out.writeLong(bar.close());
    writeSum(out, bar.volume());
    writeSum(out, bar.notional());
    writeSum(out, bar.buyVolume());
    writeSum(out, bar.sellVolume());
    out.writeLong(bar.tradeCount());
  }

  private static Bar readBar(DataInputStream in, long start, long end, boolean partial)
      throws IOException {
    return new Bar(
        start,
        end,
        partial,
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        readSum(in),
        readSum(in),
        readSum(in),
        readSum(in),
        in.readLong());
  }

  private static void writeSum(DataOutputStream out, Int128 sum) throws IOException {
    out.writeLong(sum.high());
    out.writeLong(sum.low());
  }

  private static Int128 readSum(DataInputStream in) throws IOException {
    return new Int128(in.readLong(), in.readLong());
  }

  private static void writeTrades(DataOutputStream out, Iterable<Trade> trades) throws IOException {
    for (Trade trade : trades) {
      byte[] id = trade.tradeId().getBytes(StandardCharsets.UTF_8);
      out.writeInt(id.length);
      out.write(id);
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
    out.writeInt(-1);
  }

  private static void readTrades(DataInputStream in, BarRevisions fold) throws IOException {
    for (int length = in.readInt(); length >= 0; length = in.readInt()) {
      if (length > LONGEST_ID) {
        throw new IOException("id too long");
      }
      byte[] id = in.readNBytes(length);
      int version = in.readInt();
      TradeOp op = TradeOp.values()[in.readByte()];
      long ts = in.readLong();
      long seq = in.readLong();
      long price = in.readLong();
      long size = in.readLong();
      long known = in.readLong();
      int side = in.readByte();
      fold.restoreTrade(
          new Trade(
              new String(id, StandardCharsets.UTF_8),
              version,
              op,
              ts,
              seq,
              price,
              size,
              known,
              side < 0 ? null : Side.values()[side],
              in.readBoolean(),
              in.readBoolean(),
              in.readBoolean(),
              in.readBoolean()));
    }
  }
}
