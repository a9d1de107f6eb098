package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Records of a log as rows of the bronze tables. */
final class BronzeRows {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final String[] OPS = {
    TradeOp.NEW.name(), TradeOp.CORRECT.name(), TradeOp.CANCEL.name()
  };
  private static final String[] SIDES = {Side.BUY.name(), Side.SELL.name()};

  private BronzeRows() {}

  static ColumnBatch trades(SeriesLog log, List<Trade> trades) {
    int rows = trades.size();
    String[] ids = new String[rows];
    int[] versions = new int[rows];
    int[] ops = new int[rows];
    int[] sides = new int[rows];
    long[] sizeHigh = new long[rows];
    boolean[] last = new boolean[rows];
    boolean[] hilo = new boolean[rows];
    boolean[] volume = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      Trade trade = trades.get(i);
      Side side = trade.side();
      ids[i] = trade.tradeId();
      versions[i] = trade.version();
      ops[i] = trade.op().ordinal();
      sides[i] = side == null ? -1 : side.ordinal();
      last[i] = trade.updLast();
      hilo[i] = trade.updHilo();
      volume[i] = trade.updVol();
    }
    long[] ts = longs(trades, Trade::tsNanos);
    return common(Tables.RAW_TRADES, log, ts, longs(trades, Trade::knownNanos))
        .with("source_seq", numbers(rows))
        .with("event_time_ns", new Vector.Longs(ts))
        .with("trade_id", new Vector.Strings(ids))
        .with("seq", new Vector.Longs(longs(trades, Trade::seq)))
        .with("version", new Vector.Ints(versions))
        .with("op", new Vector.Dictionary(ops, OPS))
        .with("price", new Vector.Longs(longs(trades, Trade::price)))
        .with("size", new Vector.Decimals(sizeHigh, longs(trades, Trade::size), null))
        .with("side", new Vector.Dictionary(sides, SIDES))
        .with("upd_last", new Vector.Booleans(last, null))
        .with("upd_hilo", new Vector.Booleans(hilo, null))
        .with("upd_vol", new Vector.Booleans(volume, null))
        .build();
  }

  static ColumnBatch quotes(SeriesLog log, List<Quote> quotes) {
    long[] ts = longs(quotes, Quote::tsNanos);
    return common(Tables.RAW_QUOTES, log, ts, longs(quotes, Quote::knownNanos))
        .with("source_seq", new Vector.Longs(longs(quotes, Quote::seq)))
        .with("event_time_ns", new Vector.Longs(ts))
        .with("bid", new Vector.Longs(longs(quotes, Quote::bid)))
        .with("ask", new Vector.Longs(longs(quotes, Quote::ask)))
        .with("bid_size", sizes(quotes, Quote::bidSize))
        .with("ask_size", sizes(quotes, Quote::askSize))
        .build();
  }

  private static ColumnBatch.Builder common(
      TableSpec spec, SeriesLog log, long[] ts, long[] known) {
    int rows = ts.length;
    long[] event = new long[rows];
    long[] told = new long[rows];
    int[] days = new int[rows];
    for (int i = 0; i < rows; i++) {
      event[i] = Math.floorDiv(ts[i], NANOS_PER_MICRO);
      told[i] = Math.ceilDiv(known[i], NANOS_PER_MICRO);
      days[i] = (int) Math.floorDiv(event[i], MICROS_PER_DAY);
    }
    return ColumnBatch.of(spec.schema(), rows)
        .constant("instrument", log.instrument().symbol())
        .with("event_time", new Vector.Longs(event))
        .with("known_time", new Vector.Longs(told))
        .constant("known_time_basis", "OBSERVED")
        .constant("source_provider", log.source())
        .constant("is_mock", true)
        .constant("_ingestion_id", "parity")
        .constant("_source_file", "parity")
        .with("_source_row", numbers(rows))
        .with("_extracted_at", new Vector.Longs(told))
        .with("event_date", new Vector.Ints(days));
  }

  private interface Size<T> {
    @Nullable Long of(T record);
  }

  private static <T> Vector sizes(List<T> records, Size<T> size) {
    long[] low = new long[records.size()];
    BitSet nulls = new BitSet();
    for (int i = 0; i < low.length; i++) {
      Long value = size.of(records.get(i));
      if (value == null) {
        nulls.set(i);
      } else {
        low[i] = value;
      }
    }
    return new Vector.Decimals(new long[low.length], low, nulls);
  }

  private static Vector numbers(int rows) {
    long[] numbers = new long[rows];
    for (int i = 0; i < rows; i++) {
      numbers[i] = i;
    }
    return new Vector.Longs(numbers);
  }

  private static <T> long[] longs(List<T> records, ToLongFunction<T> value) {
    return records.stream().mapToLong(value).toArray();
  }
}
