package dev.tidemark.ingest.live;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A sorted run of records in a temporary file of this process. */
final class RecordRun {
  private static final int BUFFER = 1 << 18;
  private static final int END = -1;
  private static final long NONE = Long.MIN_VALUE;
  private static final TradeOp[] OPS = TradeOp.values();
  private static final Side[] SIDES = Side.values();

  private RecordRun() {}

  static Writer write(Path file, RecordNames names) throws IOException {
    return new Writer(
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER)), names);
  }

  static Reader read(Path file, RecordNames names) throws IOException {
    return new Reader(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)), names);
  }

  static final class Writer implements Closeable {
    private final DataOutputStream out;
    private final RecordNames names;

    Writer(DataOutputStream out, RecordNames names) {
      this.out = out;
      this.names = names;
    }

    void add(MarketRecord record) throws IOException {
      out.writeInt(names.number(record));
      out.writeLong(record.arrival());
      Trade trade = record.trade();
      Quote quote = record.quote();
      out.writeBoolean(trade != null);
      if (trade != null) {
        add(trade);
      } else if (quote != null) {
        add(quote);
      }
    }

    private void add(Trade trade) throws IOException {
      out.writeUTF(trade.tradeId());
      out.writeInt(trade.version());
      Side side = trade.side();
      out.writeByte(trade.op().ordinal());
      out.writeByte(side == null ? END : side.ordinal());
      out.writeLong(trade.tsNanos());
      out.writeLong(trade.seq());
      out.writeLong(trade.price());
      out.writeLong(trade.size());
      out.writeLong(trade.knownNanos());
      out.writeBoolean(trade.updLast());
      out.writeBoolean(trade.updHilo());
      out.writeBoolean(trade.updVol());
      out.writeBoolean(trade.closingAuction());
    }

    private void add(Quote quote) throws IOException {
      Long bidSize = quote.bidSize();
      Long askSize = quote.askSize();
      out.writeLong(quote.tsNanos());
      out.writeLong(quote.seq());
      out.writeLong(quote.bid());
      out.writeLong(quote.ask());
      out.writeLong(bidSize == null ? NONE : bidSize);
      out.writeLong(askSize == null ? NONE : askSize);
      out.writeLong(quote.knownNanos());
    }

    @Override
    public void close() throws IOException {
      out.writeInt(END);
      out.close();
    }
  }

  static final class Reader implements Closeable {
    private final DataInputStream in;
    private final RecordNames names;

    Reader(DataInputStream in, RecordNames names) {
      this.in = in;
      this.names = names;
    }

    @Nullable MarketRecord next() throws IOException {
      int number = in.readInt();
      if (number == END) {
        return null;
      }
      RecordNames.Name name = names.name(number);
      long arrival = in.readLong();
      return in.readBoolean()
          ? MarketRecord.of(name.source(), name.instrument(), trade(), arrival)
          : MarketRecord.of(name.source(), name.instrument(), quote(), arrival);
    }

    private Trade trade() throws IOException {
      String id = in.readUTF();
      int version = in.readInt();
      TradeOp op = OPS[in.readByte()];
      int side = in.readByte();
      return new Trade(
          id,
          version,
          op,
          in.readLong(),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          side < 0 ? null : SIDES[side],
          in.readBoolean(),
          in.readBoolean(),
          in.readBoolean(),
          in.readBoolean());
    }

    private Quote quote() throws IOException {
      return new Quote(
          in.readLong(),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          size(in.readLong()),
          size(in.readLong()),
          in.readLong());
    }

    private static @Nullable Long size(long stored) {
      return stored == NONE ? null : stored;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
