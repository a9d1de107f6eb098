package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.text.JsonFields;
import dev.tidemark.ingest.text.LineChunk;
import java.util.Optional;

/**
 * Hyperliquid: a {@code trades} message holds an array of trades; side B means that the buyer was
 * the aggressor. The n-th trade of a line has position {@code line * 100000 + n}. Coins trade as
 * perpetuals, {@code BTC} is {@code BTC_PERP}.
 */
final class HyperliquidDecoder extends FeedDecoder {

  private static final long POSITIONS = 100_000;

  private static final byte[] CHANNEL = key("channel");
  private static final byte[] TRADES = key("trades");
  private static final byte[] DATA = key("data");
  private static final byte[] COIN = key("coin");
  private static final byte[] TIME = key("time");
  private static final byte[] ID = key("tid");
  private static final byte[] SIDE = key("side");
  private static final byte[] PRICE = key("px");
  private static final byte[] SIZE = key("sz");
  private static final byte[] BUYER = key("B");
  private static final byte[] SELLER = key("A");

  private final JsonFields walker = new JsonFields();
  private final JsonFields trade = new JsonFields();

  HyperliquidDecoder(Binding binding) {
    super(binding);
  }

  @Override
  boolean message(LineChunk chunk, int line, int from, int to, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    if (!message.read(bytes, from, to)) {
      reject(out, line, RejectReason.MALFORMED, "message is not a JSON object", chunk);
      return true;
    }
    int channel = message.find(CHANNEL);
    int data = message.find(DATA);
    if (channel < 0 || !message.is(channel, TRADES) || data < 0) {
      return false;
    }
    int end = message.to(data) - 1;
    int at = message.from(data);
    if (bytes[at] != '[') {
      reject(out, line, RejectReason.MALFORMED, "data of trades is not an array", chunk);
      return true;
    }
    at++;
    long position = chunk.number(line) * POSITIONS;
    while (at < end) {
      int next = walker.skipValue(bytes, at, end);
      if (next < 0) {
        reject(out, line, RejectReason.MALFORMED, "trade cannot be read", chunk);
        return true;
      }
      trade(chunk, line, at, next, position++, out);
      at = next;
      while (at < end && (bytes[at] == ',' || bytes[at] == ' ')) {
        at++;
      }
    }
    return true;
  }

  private void trade(
      LineChunk chunk, int line, int from, int to, long position, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    int coin = trade.read(bytes, from, to) ? trade.find(COIN) : -1;
    Optional<Series> series =
        coin < 0
            ? Optional.empty()
            : series(binding.provider(), trade.string(coin) + "_PERP", SeriesType.TRADES);
    if (series.isEmpty()) {
      reject(out, line, RejectReason.MISSING_FIELD, "trade has no coin", chunk);
      return;
    }
    long at = millis(trade, bytes, TIME);
    long id = whole(trade, bytes, ID);
    int side = trade.find(SIDE);
    boolean bought = side >= 0 && trade.is(side, BUYER);
    if (at == Long.MIN_VALUE || id < 0 || !(bought || (side >= 0 && trade.is(side, SELLER)))) {
      RejectReason reason =
          at == Long.MIN_VALUE ? RejectReason.BAD_TIMESTAMP : RejectReason.MISSING_FIELD;
      out.reject(series.get(), line, position, reason, "trade needs time, tid and side A or B");
      return;
    }
    RawBatchBuilder row = open(out, series.get(), line, position, at);
    row.tradeId(id).set(RawColumn.SIDE, buyer(bought));
    RejectReason wrong =
        first(
            set(row, RawColumn.PRICE, trade, bytes, PRICE),
            set(row, RawColumn.SIZE, trade, bytes, SIZE));
    if (wrong != null) {
      row.dropRow();
      out.reject(series.get(), line, position, wrong, "px or sz of a trade cannot be read");
    }
  }
}
