package dev.tidemark.ingest.live.feed;

import static dev.tidemark.ingest.live.feed.MessageFields.key;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;

/**
 * Combined streams of Binance. {@code m} says that the buyer was the maker, so the aggressor sold.
 * The spot book ticker has no event time: the time of reception stands in.
 */
final class BinanceMessages implements VenueMessages {
  private static final byte[] STREAM = key("stream");
  private static final byte[] DATA = key("data");
  private static final byte[] EVENT = key("e");
  private static final byte[] TRADE = key("trade");
  private static final byte[] BOOK_TICKER = key("bookTicker");
  private static final byte[] SYMBOL = key("s");
  private static final byte[] TIME = key("T");
  private static final byte[] NUMBER = key("t");
  private static final byte[] PRICE = key("p");
  private static final byte[] QUANTITY = key("q");
  private static final byte[] MAKER = key("m");
  private static final byte[] TRUE = key("true");
  private static final byte[] UPDATE = key("u");
  private static final byte[] BID = key("b");
  private static final byte[] BID_SIZE = key("B");
  private static final byte[] ASK = key("a");
  private static final byte[] ASK_SIZE = key("A");
  private static final byte[] RESULT = key("result");
  private static final byte[] NULL = key("null");
  private static final byte[] ERROR = key("error");
  private static final byte[] CODE = key("code");
  private static final byte[] MESSAGE = key("msg");

  private final MessageFields envelope = new MessageFields();
  private final MessageFields data = new MessageFields();

  @Override
  public void read(byte[] message, long receivedNanos, VenueEvents out) {
    try {
      envelope.read(message, 0, message.length);
      if (envelope.has(STREAM) && envelope.has(DATA)) {
        data.read(message, envelope.from(DATA), envelope.to(DATA));
        event(receivedNanos, out);
      } else if (envelope.has(ERROR)) {
        data.read(message, envelope.from(ERROR), envelope.to(ERROR));
        out.refused(data.text(MESSAGE));
      } else if (envelope.has(CODE) && envelope.has(MESSAGE)) {
        out.refused(envelope.text(MESSAGE));
      } else if (envelope.is(RESULT, NULL)) {
        out.subscribed();
      } else {
        throw new MessageException("UNKNOWN_MESSAGE", "neither an event nor an answer");
      }
    } catch (MessageException wrong) {
      out.rejected(wrong.reason(), wrong.detail());
    }
  }

  private void event(long receivedNanos, VenueEvents out) throws MessageException {
    if (data.is(EVENT, TRADE)) {
      trade(receivedNanos, out);
    } else if (data.is(EVENT, BOOK_TICKER)
        || (!data.has(EVENT) && envelope.text(STREAM).endsWith("@bookTicker"))) {
      quote(receivedNanos, out);
    }
  }

  private void trade(long receivedNanos, VenueEvents out) throws MessageException {
    long number = data.whole(NUMBER);
    out.trade(
        data.name(SYMBOL),
        of(
            number,
            data.epochTime(TIME),
            data.decimal(PRICE),
            data.size(QUANTITY),
            data.is(MAKER, TRUE),
            receivedNanos),
        number);
  }

  static Trade of(long number, long ts, long price, long size, boolean buyerMade, long knownNanos) {
    return new Trade(
        Long.toString(number),
        1,
        TradeOp.NEW,
        ts,
        number,
        price,
        size,
        knownNanos,
        buyerMade ? Side.SELL : Side.BUY,
        true,
        true,
        true);
  }

  private void quote(long receivedNanos, VenueEvents out) throws MessageException {
    long update = data.whole(UPDATE);
    long ts = data.has(TIME) ? data.epochTime(TIME) : receivedNanos;
    out.quote(
        data.name(SYMBOL),
        new Quote(
            ts,
            update,
            data.decimal(BID),
            data.decimal(ASK),
            data.optionalSize(BID_SIZE),
            data.optionalSize(ASK_SIZE),
            receivedNanos),
        update);
  }
}
