package dev.tidemark.ingest.live.feed;

import static dev.tidemark.ingest.live.feed.MessageFields.key;

import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.text.JsonElements;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Arrays of events of Polygon: {@code T} trades, {@code Q} quotes, {@code status}. A trade id is
 * unique per exchange and day only, so both go into ours. Sizes of quotes are round lots of a
 * hundred shares. Neither trades nor quotes are numbered without holes.
 */
final class PolygonMessages implements VenueMessages {
  private static final byte[] EVENT = key("ev");
  private static final byte[] SYMBOL = key("sym");
  private static final byte[] EXCHANGE = key("x");
  private static final byte[] ID = key("i");
  private static final byte[] PRICE = key("p");
  private static final byte[] SIZE = key("s");
  private static final byte[] CONDITIONS = key("c");
  private static final byte[] TIME = key("t");
  private static final byte[] SEQUENCE = key("q");
  private static final byte[] BID = key("bp");
  private static final byte[] BID_SIZE = key("bs");
  private static final byte[] ASK = key("ap");
  private static final byte[] ASK_SIZE = key("as");
  private static final byte[] STATUS = key("status");
  private static final byte[] MESSAGE = key("message");
  private static final int LOT = 100;
  private static final long HOUR = 3_600_000_000_000L;

  /** Trading days of New York, four in the morning to eight in the evening, in any season. */
  private static final long DAY_BEGINS = 5 * HOUR;

  private final Set<String> unconfirmed;
  private final MessageFields fields = new MessageFields();
  private final JsonElements events = new JsonElements();
  private final JsonElements conditions = new JsonElements();

  /** {@code channels}: such as {@code T.MSFT}. */
  PolygonMessages(List<String> channels) {
    this.unconfirmed = new HashSet<>(channels);
  }

  @Override
  public void read(byte[] message, long receivedNanos, VenueEvents out) {
    if (!events.start(message, 0, message.length)) {
      out.rejected("BAD_JSON", "the message is not an array of events");
      return;
    }
    while (events.next()) {
      try {
        fields.read(message, events.from(), events.to());
        switch (fields.text(EVENT)) {
          case "T" -> trade(message, receivedNanos, out);
          case "Q" -> quote(receivedNanos, out);
          case "status" -> status(out);
          case "" -> throw new MessageException("UNKNOWN_MESSAGE", "it has no ev");
          default -> {
            // Events of channels that were not asked for change nothing.
          }
        }
      } catch (MessageException wrong) {
        out.rejected(wrong.reason(), wrong.detail());
      }
    }
    if (!events.whole()) {
      out.rejected("BAD_JSON", "the array of events is broken");
    }
  }

  private void trade(byte[] message, long receivedNanos, VenueEvents out) throws MessageException {
    TapeConditions tape = new TapeConditions();
    boolean any = fields.elements(CONDITIONS, conditions);
    while (any && conditions.next()) {
      tape.add(condition(message, conditions.from(), conditions.to()));
    }
    long ts = fields.epochTime(TIME);
    long day = Math.floorDiv(ts - DAY_BEGINS, 24 * HOUR);
    String id = day + "." + fields.whole(EXCHANGE) + "." + fields.name(ID);
    out.trade(
        fields.name(SYMBOL),
        new Trade(
            id,
            1,
            TradeOp.NEW,
            ts,
            fields.whole(SEQUENCE),
            fields.decimal(PRICE),
            fields.size(SIZE),
            receivedNanos,
            null,
            tape.last(),
            tape.hilo(),
            tape.volume(),
            tape.closing()),
        VenueEvents.UNNUMBERED);
  }

  private static int condition(byte[] message, int from, int to) throws MessageException {
    try {
      return Integer.parseInt(new String(message, from, to - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException wrong) {
      throw new MessageException("BAD_NUMBER", "a condition is no whole number");
    }
  }

  private void quote(long receivedNanos, VenueEvents out) throws MessageException {
    out.quote(
        fields.name(SYMBOL),
        new Quote(
            fields.epochTime(TIME),
            fields.whole(SEQUENCE),
            fields.decimal(BID),
            fields.decimal(ASK),
            lots(BID_SIZE),
            lots(ASK_SIZE),
            receivedNanos),
        VenueEvents.UNNUMBERED);
  }

  private long lots(byte[] key) throws MessageException {
    long lots = fields.size(key);
    if (lots > Long.MAX_VALUE / LOT) {
      throw new MessageException("OUT_OF_RANGE", "a size is too large");
    }
    return lots * LOT;
  }

  private void status(VenueEvents out) {
    String told = fields.text(MESSAGE);
    switch (fields.text(STATUS)) {
      case "connected" -> {
        // The login is on its way.
      }
      case "auth_success" -> out.proceed();
      case "success" -> {
        unconfirmed.remove(told.substring(told.lastIndexOf(' ') + 1));
        if (unconfirmed.isEmpty()) {
          out.subscribed();
        }
      }
      default -> out.refused(told);
    }
  }
}
