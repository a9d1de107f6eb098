package dev.tidemark.app.torture;

import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.deadletter.StreamLetter;
import dev.tidemark.stream.deadletter.StreamLetters;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.topic.Topic;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The trades among the dead letters, each once: the same trade may be at two places of the log,
 * because its sender did not hear that the broker had it.
 */
final class LetterPrints {
  private static final byte[] NOTHING = {};

  private LetterPrints() {}

  /**
   * @param unreadable told of each value that is no trade
   */
  static RowPrints ofTrades(
      String bootstrap, SchemaRegistry registry, Consumer<String> unreadable) {
    RowPrints prints = new RowPrints();
    MarketDecoder decoder = new MarketDecoder(Topic.TRADES, registry);
    MarketEvent trade = new MarketEvent();
    Set<ByteBuffer> told = new HashSet<>();
    StreamLetters letters = new StreamLetters(bootstrap, Topic.TRADES);
    for (StreamLetter letter : letters.find(any -> true, true, Integer.MAX_VALUE).letters()) {
      byte[] value = Objects.requireNonNullElse(letter.value(), NOTHING);
      if (told.add(ByteBuffer.wrap(value))) {
        try {
          decoder.decode(value, trade);
          StreamPrints.add(prints, trade.trade());
        } catch (RefusedRecordException e) {
          unreadable.accept("a dead letter cannot be read: " + e.getMessage());
        }
      }
    }
    prints.sort();
    return prints;
  }
}
