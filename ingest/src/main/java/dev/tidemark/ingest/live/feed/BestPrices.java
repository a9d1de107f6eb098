package dev.tidemark.ingest.live.feed;

import static dev.tidemark.ingest.live.feed.MessageFields.key;

import dev.tidemark.core.model.Quote;
import dev.tidemark.ingest.text.JsonElements;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An order book of which only the best prices are told. One thread. */
final class BestPrices {
  /** A book that has more levels than any market is a venue that lost its mind. */
  private static final int MOST_LEVELS = 200_000;

  private static final byte[] BIDS = key("bids");
  private static final byte[] ASKS = key("asks");
  private static final byte[] CHANGES = key("changes");

  private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<Long, Long> asks = new TreeMap<>();
  private final JsonElements levels = new JsonElements();
  private final JsonElements values = new JsonElements();
  private long told;
  private @Nullable Quote last;

  /** Begins anew. */
  void snapshot(byte[] message, MessageFields fields) throws MessageException {
    bids.clear();
    asks.clear();
    last = null;
    load(message, fields, BIDS, bids);
    load(message, fields, ASKS, asks);
  }

  private void load(byte[] message, MessageFields fields, byte[] key, TreeMap<Long, Long> side)
      throws MessageException {
    boolean any = fields.elements(key, levels);
    while (any && levels.next()) {
      if (!values.start(message, levels.from(), levels.to())) {
        throw new MessageException("BAD_BOOK", "a level is no array");
      }
      set(side, value(fields, key), value(fields, key));
    }
  }

  /** The new best prices; null when they are as before or one side is empty. */
  @Nullable Quote update(byte[] message, MessageFields fields, long tsNanos, long knownNanos)
      throws MessageException {
    boolean any = fields.elements(CHANGES, levels);
    while (any && levels.next()) {
      if (!values.start(message, levels.from(), levels.to()) || !values.next()) {
        throw new MessageException("BAD_BOOK", "a change is no array");
      }
      boolean bid = message[values.from() + 1] == 'b';
      set(bid ? bids : asks, value(fields, CHANGES), value(fields, CHANGES));
    }
    Map.Entry<Long, Long> bid = bids.firstEntry();
    Map.Entry<Long, Long> ask = asks.firstEntry();
    if (bid == null || ask == null) {
      return null;
    }
    Quote before = last;
    if (before != null
        && before.bid() == bid.getKey()
        && before.ask() == ask.getKey()
        && bid.getValue().equals(before.bidSize())
        && ask.getValue().equals(before.askSize())) {
      return null;
    }
    Quote now =
        new Quote(
            tsNanos,
            told++,
            bid.getKey(),
            ask.getKey(),
            bid.getValue(),
            ask.getValue(),
            knownNanos);
    last = now;
    return now;
  }

  private long value(MessageFields fields, byte[] key) throws MessageException {
    if (!values.next()) {
      throw new MessageException("BAD_BOOK", "a level has no price or no size");
    }
    // Within the quotes.
    return fields.decimal(values.from() + 1, values.to() - 1, key);
  }

  private static void set(TreeMap<Long, Long> side, long price, long size) throws MessageException {
    if (size == 0) {
      side.remove(price);
    } else if (side.size() < MOST_LEVELS || side.containsKey(price)) {
      side.put(price, size);
    } else {
      throw new MessageException("BAD_BOOK", "the order book has too many levels");
    }
  }
}
