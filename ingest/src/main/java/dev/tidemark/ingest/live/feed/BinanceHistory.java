package dev.tidemark.ingest.live.feed;

import static dev.tidemark.ingest.live.feed.MessageFields.key;

import dev.tidemark.ingest.http.IncompleteBodyException;
import dev.tidemark.ingest.http.ResilientHttp;
import dev.tidemark.ingest.text.JsonElements;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /api/v3/historicalTrades}: a thousand trades from a number on. */
final class BinanceHistory implements TradeHistory {
  private static final int PAGE = 1_000;
  private static final byte[] ID = key("id");
  private static final byte[] PRICE = key("price");
  private static final byte[] QUANTITY = key("qty");
  private static final byte[] TIME = key("time");
  private static final byte[] MAKER = key("isBuyerMaker");
  private static final byte[] TRUE = key("true");

  private final ResilientHttp http;
  private final URI base;

  BinanceHistory(ResilientHttp http, URI base) {
    this.http = http;
    this.base = base;
  }

  @Override
  public List<Numbered> trades(String product, long first, long last, long knownNanos) {
    List<Numbered> found = new ArrayList<>();
    long from = first;
    while (from <= last) {
      URI page =
          base.resolve(
              "/api/v3/historicalTrades?symbol="
                  + URLEncoder.encode(product, StandardCharsets.UTF_8)
                  + "&fromId="
                  + from
                  + "&limit="
                  + Math.min(PAGE, last - from + 1));
      List<Numbered> trades = http.get(page, body -> parse(body, knownNanos));
      long reached = from - 1;
      for (Numbered trade : trades) {
        if (trade.number() >= from && trade.number() <= last) {
          found.add(trade);
        }
        reached = Math.max(reached, trade.number());
      }
      if (reached < from) {
        break;
      }
      from = reached + 1;
    }
    return found;
  }

  static List<Numbered> parse(byte[] body, long knownNanos) throws IncompleteBodyException {
    List<Numbered> trades = new ArrayList<>();
    JsonElements elements = new JsonElements();
    MessageFields fields = new MessageFields();
    try {
      boolean array = elements.start(body, 0, body.length);
      while (array && elements.next()) {
        fields.read(body, elements.from(), elements.to());
        long number = fields.whole(ID);
        trades.add(
            new Numbered(
                number,
                BinanceMessages.of(
                    number,
                    fields.epochTime(TIME),
                    fields.decimal(PRICE),
                    fields.size(QUANTITY),
                    fields.is(MAKER, TRUE),
                    knownNanos)));
      }
      if (!elements.whole()) {
        throw new MessageException("BAD_JSON", "the body is not a whole array of trades");
      }
    } catch (MessageException wrong) {
      throw new IncompleteBodyException(wrong.detail(), wrong);
    }
    return trades;
  }
}
