package dev.tidemark.ingest.live.feed;

import static dev.tidemark.ingest.live.feed.MessageFields.key;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.text.JsonElements;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Messages of Coinbase Exchange. The {@code side} of a match is the maker's, so the aggressor is
 * the other one. Trades are numbered and ordered by {@code trade_id}, which has no holes, other
 * than {@code sequence}. Of the order book only the best prices are told.
 */
final class CoinbaseMessages implements VenueMessages {
  private static final byte[] TYPE = key("type");
  private static final byte[] PRODUCT = key("product_id");
  private static final byte[] TIME = key("time");
  private static final byte[] TRADE_ID = key("trade_id");
  private static final byte[] LAST_TRADE_ID = key("last_trade_id");
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
  private static final byte[] CHANNELS = key("channels");
  private static final byte[] PRODUCTS = key("product_ids");
  private static final byte[] NAME = key("name");
  private static final byte[] MESSAGE = key("message");
  private static final byte[] REASON = key("reason");

  /** {@code channel product} pairs that the venue has not confirmed. */
  private final Set<String> unconfirmed = new HashSet<>();

  private final boolean booksWanted;
  private final Map<String, BestPrices> books = new HashMap<>();
  private final MessageFields fields = new MessageFields();
  private final MessageFields channel = new MessageFields();
  private final JsonElements elements = new JsonElements();
  private final JsonElements names = new JsonElements();
  private boolean confirmed;

  CoinbaseMessages(CoinbaseVenue venue) {
    booksWanted = venue.book();
    for (String name : venue.channels()) {
      venue.products().forEach(product -> unconfirmed.add(name + ' ' + product));
    }
  }

  @Override
  public void read(byte[] message, long receivedNanos, VenueEvents out) {
    try {
      fields.read(message, 0, message.length);
      switch (fields.text(TYPE)) {
        case "match", "last_match" -> trade(receivedNanos, out);
        case "ticker" -> ticker(receivedNanos, out);
        case "heartbeat" -> out.lastTrade(fields.name(PRODUCT), fields.whole(LAST_TRADE_ID));
        case "snapshot", "l2update" -> {
          if (booksWanted) {
            book(message, receivedNanos, out);
          }
        }
        case "subscriptions" -> confirm(message, out);
        case "error" -> out.refused(fields.text(MESSAGE) + ": " + fields.text(REASON));
        case "" -> throw new MessageException("UNKNOWN_MESSAGE", "it has no type");
        default -> {
          // Messages of channels that were not asked for change nothing.
        }
      }
    } catch (MessageException wrong) {
      out.rejected(wrong.reason(), wrong.detail());
    }
  }

  private void trade(long receivedNanos, VenueEvents out) throws MessageException {
    long number = fields.whole(TRADE_ID);
    out.trade(fields.name(PRODUCT), trade(fields, number, receivedNanos), number);
  }

  static Trade trade(MessageFields fields, long number, long knownNanos) throws MessageException {
    boolean makerSold = fields.is(SIDE, SELL);
    if (!makerSold && !fields.is(SIDE, BUY)) {
      throw new MessageException("UNKNOWN_CODE", "side is neither buy nor sell");
    }
    return new Trade(
        Long.toString(number),
        1,
        TradeOp.NEW,
        fields.isoTime(TIME),
        number,
        fields.decimal(PRICE),
        fields.size(SIZE),
        knownNanos,
        makerSold ? Side.BUY : Side.SELL,
        true,
        true,
        true);
  }

  private void ticker(long receivedNanos, VenueEvents out) throws MessageException {
    // With the order book at hand the ticker would tell the same again, later.
    if (booksWanted || !fields.has(BEST_BID)) {
      return;
    }
    long sequence = fields.whole(SEQUENCE);
    out.quote(
        fields.name(PRODUCT),
        new Quote(
            fields.isoTime(TIME),
            sequence,
            fields.decimal(BEST_BID),
            fields.decimal(BEST_ASK),
            fields.optionalSize(BID_SIZE),
            fields.optionalSize(ASK_SIZE),
            receivedNanos),
        sequence);
  }

  private void book(byte[] message, long receivedNanos, VenueEvents out) throws MessageException {
    String product = fields.name(PRODUCT);
    BestPrices book = books.computeIfAbsent(product, added -> new BestPrices());
    if (fields.text(TYPE).equals("snapshot")) {
      book.snapshot(message, fields);
      return;
    }
    Quote changed = book.update(message, fields, fields.isoTime(TIME), receivedNanos);
    if (changed != null) {
      out.quote(product, changed, VenueEvents.UNNUMBERED);
    }
  }

  private void confirm(byte[] message, VenueEvents out) throws MessageException {
    boolean any = fields.elements(CHANNELS, elements);
    while (any && elements.next()) {
      channel.read(message, elements.from(), elements.to());
      String told = channel.text(NAME);
      // Asked for level2_batch, the venue confirms it under the name of its depth.
      String name = told.startsWith("level2") ? CoinbaseVenue.BOOK : told;
      boolean products = channel.elements(PRODUCTS, names);
      while (products && names.next()) {
        String product =
            new String(
                message, names.from() + 1, names.to() - names.from() - 2, StandardCharsets.UTF_8);
        unconfirmed.remove(name + ' ' + product);
      }
    }
    if (unconfirmed.isEmpty() && !confirmed) {
      confirmed = true;
      out.subscribed();
    }
  }
}
