package dev.tidemark.ingest.files;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.text.JsonFields;
import dev.tidemark.ingest.text.LineChunk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binance combined streams: trades, aggregated trades (a source of their own, since they repeat the
 * trades), best bid and ask, closed candles. Order-book messages are no market rows.
 *
 * <p>{@code m} says that the buyer was the maker, so the aggressor sold. The spot book ticker has
 * no event time: the time of reception stands in. USD-margined perpetuals share their symbols with
 * spot and get the suffix {@code _PERP} that coin-margined ones have by themselves.
 */
final class BinanceDecoder extends FeedDecoder {

  private static final byte[] STREAM = key("stream");
  private static final byte[] DATA = key("data");
  private static final byte[] EVENT = key("e");
  private static final byte[] SYMBOL = key("s");
  private static final byte[] TRADE = key("trade");
  private static final byte[] AGG_TRADE = key("aggTrade");
  private static final byte[] BOOK_TICKER = key("bookTicker");
  private static final byte[] KLINE = key("kline");
  private static final byte[] TRADE_TIME = key("T");
  private static final byte[] TRADE_ID = key("t");
  private static final byte[] AGG_ID = key("a");
  private static final byte[] PRICE = key("p");
  private static final byte[] QUANTITY = key("q");
  private static final byte[] MAKER = key("m");
  private static final byte[] TRUE = key("true");
  private static final byte[] FALSE = key("false");
  private static final byte[] CLOSED = key("x");
  private static final byte[] K = key("k");

  private static final RawColumn[] QUOTE = {
    RawColumn.BID, RawColumn.BID_SIZE, RawColumn.ASK, RawColumn.ASK_SIZE
  };
  private static final byte[][] QUOTE_KEYS = {key("b"), key("B"), key("a"), key("A")};
  private static final RawColumn[] BAR = {
    RawColumn.OPEN,
    RawColumn.HIGH,
    RawColumn.LOW,
    RawColumn.CLOSE,
    RawColumn.VOLUME,
    RawColumn.BUY_VOLUME,
    RawColumn.TRADE_COUNT
  };
  private static final byte[][] BAR_KEYS = {
    key("o"), key("h"), key("l"), key("c"), key("v"), key("V"), key("n")
  };

  private final JsonFields data = new JsonFields();
  private final JsonFields candle = new JsonFields();

  BinanceDecoder(Binding binding) {
    super(binding);
  }

  @Override
  boolean message(LineChunk chunk, int line, int from, int to, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    if (!message.read(bytes, from, to)) {
      reject(out, line, RejectReason.MALFORMED, "message is not a JSON object", chunk);
      return true;
    }
    int stream = message.find(STREAM);
    int payload = message.find(DATA);
    if (stream < 0 || payload < 0) {
      return false;
    }
    if (!data.read(bytes, message.from(payload), message.to(payload))) {
      reject(out, line, RejectReason.MALFORMED, "data is not a JSON object", chunk);
      return true;
    }
    int event = data.find(EVENT);
    if (event < 0) {
      return message.string(stream).endsWith("@bookTicker") && quote(chunk, line, out);
    }
    if (data.is(event, TRADE)) {
      return trade(chunk, line, out, binding.provider(), TRADE_ID);
    }
    if (data.is(event, AGG_TRADE)) {
      return trade(chunk, line, out, binding.provider() + "-agg", AGG_ID);
    }
    if (data.is(event, BOOK_TICKER)) {
      return quote(chunk, line, out);
    }
    return data.is(event, KLINE) && candle(chunk, line, out);
  }

  private Optional<Series> series(String provider, SeriesType type) {
    int symbol = data.find(SYMBOL);
    if (symbol < 0) {
      return Optional.empty();
    }
    String name = data.string(symbol);
    boolean perpetual = binding.provider().equals("binance-usdm") && !name.contains("_");
    return series(provider, perpetual ? name + "_PERP" : name, type);
  }

  private boolean trade(
      LineChunk chunk, int line, BatchCollector out, String provider, byte[] idKey) {
    byte[] bytes = chunk.bytes();
    Optional<Series> series = series(provider, SeriesType.TRADES);
    long at = millis(data, bytes, TRADE_TIME);
    long id = whole(data, bytes, idKey);
    int maker = data.find(MAKER);
    if (series.isEmpty() || at == Long.MIN_VALUE || id < 0 || maker < 0) {
      RejectReason reason =
          at == Long.MIN_VALUE ? RejectReason.BAD_TIMESTAMP : RejectReason.MISSING_FIELD;
      reject(out, line, reason, "trade needs s, T, m and a whole-number id", chunk);
      return true;
    }
    boolean sold = data.is(maker, TRUE);
    if (!sold && !data.is(maker, FALSE)) {
      reject(out, line, RejectReason.UNKNOWN_CODE, "m is neither true nor false", chunk);
      return true;
    }
    RawBatchBuilder row = open(out, series.get(), line, chunk.number(line), at);
    row.tradeId(id).set(RawColumn.SEQ, id).set(RawColumn.SIDE, buyer(!sold));
    RejectReason wrong =
        first(
            set(row, RawColumn.PRICE, data, bytes, PRICE),
            set(row, RawColumn.SIZE, data, bytes, QUANTITY));
    return close(row, wrong, series.get(), chunk, line, out);
  }

  private boolean quote(LineChunk chunk, int line, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    Optional<Series> series = series(binding.provider(), SeriesType.QUOTES);
    if (series.isEmpty()) {
      reject(out, line, RejectReason.MISSING_FIELD, "quote needs s", chunk);
      return true;
    }
    boolean hasTime = data.find(TRADE_TIME) >= 0;
    long at = hasTime ? millis(data, bytes, TRADE_TIME) : received;
    if (at == Long.MIN_VALUE) {
      reject(out, line, RejectReason.BAD_TIMESTAMP, "T cannot be read", chunk);
      return true;
    }
    RawBatchBuilder row = open(out, series.get(), line, chunk.number(line), at);
    if (!hasTime) {
      row.flag(RowFlag.RECEIVE_TIME.bit());
    }
    return close(row, values(row, bytes, data, QUOTE, QUOTE_KEYS), series.get(), chunk, line, out);
  }

  private boolean candle(LineChunk chunk, int line, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    int nested = data.find(K);
    if (nested < 0 || !candle.read(bytes, data.from(nested), data.to(nested))) {
      reject(out, line, RejectReason.MALFORMED, "kline has no k object", chunk);
      return true;
    }
    int closed = candle.find(CLOSED);
    int interval = candle.find(key("i"));
    Optional<Timeframe> timeframe =
        interval < 0 ? Optional.empty() : Timeframe.find(candle.string(interval));
    if (closed < 0
        || !candle.is(closed, TRUE)
        || timeframe.filter(Timeframe.STORED::contains).isEmpty()) {
      return false;
    }
    Optional<Series> series = series(binding.provider(), SeriesType.bars(timeframe.orElseThrow()));
    long at = millis(candle, bytes, TRADE_ID);
    if (series.isEmpty() || at == Long.MIN_VALUE) {
      reject(out, line, RejectReason.BAD_TIMESTAMP, "kline needs s and t", chunk);
      return true;
    }
    RawBatchBuilder row = open(out, series.get(), line, chunk.number(line), at);
    return close(row, values(row, bytes, candle, BAR, BAR_KEYS), series.get(), chunk, line, out);
  }

  private @Nullable RejectReason values(
      RawBatchBuilder row, byte[] bytes, JsonFields from, RawColumn[] columns, byte[][] keys) {
    for (int i = 0; i < columns.length; i++) {
      RejectReason wrong = set(row, columns[i], from, bytes, keys[i]);
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }
}
