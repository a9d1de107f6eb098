package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.text.JsonFields;
import dev.tidemark.ingest.text.LineChunk;
import java.util.Optional;

/** Bitstamp live trades; type 0 means that the buyer was the aggressor. */
final class BitstampDecoder extends FeedDecoder {

  private static final byte[] EVENT = key("event");
  private static final byte[] TRADE = key("trade");
  private static final byte[] CHANNEL = key("channel");
  private static final byte[] DATA = key("data");
  private static final byte[] ID = key("id");
  private static final byte[] TIME = key("microtimestamp");
  private static final byte[] TYPE = key("type");
  private static final byte[] PRICE = key("price_str");
  private static final byte[] AMOUNT = key("amount_str");
  private static final String PREFIX = "live_trades_";

  private final JsonFields data = new JsonFields();

  BitstampDecoder(Binding binding) {
    super(binding);
  }

  @Override
  boolean message(LineChunk chunk, int line, int from, int to, BatchCollector out) {
    byte[] bytes = chunk.bytes();
    if (!message.read(bytes, from, to)) {
      reject(out, line, RejectReason.MALFORMED, "message is not a JSON object", chunk);
      return true;
    }
    int event = message.find(EVENT);
    int channel = message.find(CHANNEL);
    int payload = message.find(DATA);
    if (event < 0 || !message.is(event, TRADE) || channel < 0 || payload < 0) {
      return false;
    }
    String name = message.string(channel);
    Optional<Series> series =
        name.startsWith(PREFIX)
            ? series(binding.provider(), name.substring(PREFIX.length()), SeriesType.TRADES)
            : Optional.empty();
    if (series.isEmpty() || !data.read(bytes, message.from(payload), message.to(payload))) {
      reject(out, line, RejectReason.MALFORMED, "trade has no pair or no data", chunk);
      return true;
    }
    long at = micros(data, bytes, TIME);
    long id = whole(data, bytes, ID);
    long type = whole(data, bytes, TYPE);
    if (at == Long.MIN_VALUE || id < 0 || type < 0 || type > 1) {
      out.reject(
          series.get(),
          line,
          chunk.number(line),
          at == Long.MIN_VALUE ? RejectReason.BAD_TIMESTAMP : RejectReason.MISSING_FIELD,
          "trade needs microtimestamp, id and type 0 or 1");
      return true;
    }
    RawBatchBuilder row = open(out, series.get(), line, chunk.number(line), at);
    row.tradeId(id).set(RawColumn.SIDE, buyer(type == 0));
    RejectReason wrong =
        first(
            set(row, RawColumn.PRICE, data, bytes, PRICE),
            set(row, RawColumn.SIZE, data, bytes, AMOUNT));
    return close(row, wrong, series.get(), chunk, line, out);
  }
}
