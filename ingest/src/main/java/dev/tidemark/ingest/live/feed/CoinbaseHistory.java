package dev.tidemark.ingest.live.feed;

import static dev.tidemark.ingest.live.feed.MessageFields.key;

import dev.tidemark.ingest.http.IncompleteBodyException;
import dev.tidemark.ingest.http.ResilientHttp;
import dev.tidemark.ingest.text.JsonElements;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code GET /products/{id}/trades}: a thousand trades before a number, the newest first. */
final class CoinbaseHistory implements TradeHistory {
  private static final int PAGE = 1_000;
  private static final byte[] TRADE_ID = key("trade_id");

  private final ResilientHttp http;
  private final URI base;

  CoinbaseHistory(ResilientHttp http, URI base) {
    this.http = http;
    this.base = base;
  }

  @Override
  public List<Numbered> trades(String product, long first, long last, long knownNanos) {
    List<Numbered> found = new ArrayList<>();
    long before = last + 1;
    while (before > first) {
      URI page =
          base.resolve(
              "/products/"
                  + URLEncoder.encode(product, StandardCharsets.UTF_8)
                  + "/trades?limit="
                  + PAGE
                  + "&after="
                  + before);
      List<Numbered> trades = http.get(page, body -> parse(body, knownNanos));
      long reached = before;
      for (Numbered trade : trades) {
        if (trade.number() >= first && trade.number() < before) {
          found.add(trade);
        }
        reached = Math.min(reached, trade.number());
      }
      if (reached >= before) {
        break;
      }
      before = reached;
    }
    found.sort(Comparator.comparingLong(Numbered::number));
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
        long number = fields.whole(TRADE_ID);
        trades.add(new Numbered(number, CoinbaseMessages.trade(fields, number, knownNanos)));
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
