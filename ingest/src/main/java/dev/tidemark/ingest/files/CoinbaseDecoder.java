package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.text.JsonFields;
import dev.tidemark.ingest.text.LineChunk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Coinbase Exchange feed: {@code match} and {@code last_match} are trades, whose {@code side} is
 * the maker's, so the aggressor is the other one; {@code ticker} gives the best bid and ask at a
 * match.
 */
final class CoinbaseDecoder extends FeedDecoder {

  private static final byte[] TYPE = key("type");
  private static final byte[] MATCH = key("match");
  private static final byte[] LAST_MATCH = key("last_match");
  private static final byte[] TICKER = key("ticker");
  private static final byte[] PRODUCT = key("product_id");
  private static final byte[] TIME = key("time");
  private static final byte[] TRADE_ID = key("trade_id");
  private static final byte[] SEQUENCE = key("sequence");
  private static final byte[] SIDE = key("side");
  private static final byte[] SELL = key("sell");
  private static final byte[] BUY = key("buy");
  private static final byte[] PRICE = key("price");
  private static final byte[] SIZE = key("size");
  private static final byte[] BEST_BID = key("best_bid");
  private static final byte[] BEST_ASK = key("best_ask");
  private static final byte[] BID_SIZE = key("best_bid_size");
  private static final byte[] ASK_SIZE = key("best_ask_size");

  CoinbaseDecoder(Binding binding) {
    super(binding);
  }

  @Override
  boolean message(LineChunk chunk, int line, int from, int to, BatchCollector out) {
    if (!message.read(chunk.bytes(), from, to)) {
      reject(out, line, RejectReason.MALFORMED, "message is not a JSON object", chunk);
      return true;
    }
    int type = message.find(TYPE);
    if (type < 0) {
      return false;
    }
    if (message.is(type, MATCH) || message.is(type, LAST_MATCH)) {
      return trade(chunk, line, out);
    }
    return message.is(type, TICKER) && message.find(BEST_BID) >= 0 && quote(chunk, line, out);
  }

  private Optional<Series> series(SeriesType type) {
    int product = message.find(PRODUCT);
    return product < 0
        ? Optional.empty()
        : series(binding.provider(), message.string(product), type);
  }

  private boolean trade(LineChunk chunk, int line, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    Optional<Series> series = series(SeriesType.TRADES);
    long at = iso(message, bytes, TIME);
    long id = whole(message, bytes, TRADE_ID);
    int side = message.find(SIDE);
    if (series.isEmpty() || at == Long.MIN_VALUE || id < 0 || side < 0) {
      reject(
          out,
          line,
          at == Long.MIN_VALUE ? RejectReason.BAD_TIMESTAMP : RejectReason.MISSING_FIELD,
          "match needs product_id, time, trade_id and side",
          chunk);
      return true;
    }
    boolean makerSold = message.is(side, SELL);
    if (!makerSold && !message.is(side, BUY)) {
      reject(out, line, RejectReason.UNKNOWN_CODE, "side is neither buy nor sell", chunk);
      return true;
    }
    RawBatchBuilder row = open(out, series.get(), line, chunk.number(line), at);
    row.tradeId(id).set(RawColumn.SIDE, buyer(makerSold));
    long sequence = whole(message, bytes, SEQUENCE);
    row.set(RawColumn.SEQ, sequence < 0 ? id : sequence);
    RejectReason wrong =
        first(
            set(row, RawColumn.PRICE, message, bytes, PRICE),
            set(row, RawColumn.SIZE, message, bytes, SIZE));
    return close(row, wrong, series.get(), chunk, line, out);
  }

  private boolean quote(LineChunk chunk, int line, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    Optional<Series> series = series(SeriesType.QUOTES);
    long at = iso(message, bytes, TIME);
    if (series.isEmpty() || at == Long.MIN_VALUE) {
      reject(out, line, RejectReason.BAD_TIMESTAMP, "ticker needs product_id and time", chunk);
      return true;
    }
    RawBatchBuilder row = open(out, series.get(), line, chunk.number(line), at);
    RejectReason wrong =
        first(
            set(row, RawColumn.BID, message, bytes, BEST_BID),
            set(row, RawColumn.ASK, message, bytes, BEST_ASK));
    wrong = first(wrong, optional(row, RawColumn.BID_SIZE, message, bytes, BID_SIZE));
    wrong = first(wrong, optional(row, RawColumn.ASK_SIZE, message, bytes, ASK_SIZE));
    return close(row, wrong, series.get(), chunk, line, out);
  }

  private @Nullable RejectReason optional(
      RawBatchBuilder row, RawColumn column, JsonFields from, byte[] bytes, byte[] key) {
    return from.find(key) < 0 ? null : set(row, column, from, bytes, key);
  }
}
