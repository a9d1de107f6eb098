package dev.tidemark.stream.deadletter;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.codec.Documents;
import dev.tidemark.stream.codec.MarketDecoder;
import dev.tidemark.stream.codec.MarketEncoder;
import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.event.MarketEvent;
import dev.tidemark.stream.produce.RecordSender;
import dev.tidemark.stream.registry.SchemaRegistry;
import dev.tidemark.stream.schema.TopicSchema;
import dev.tidemark.stream.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends dead letters to their topic again, as they were or corrected, and notes that. */
public final class LetterRepair implements AutoCloseable {
  private static final String KNOWN = "known_time";

  private final Topic topic;
  private final SchemaRegistry registry;
  private final RecordSender sender;
  private final InstantSource clock;

  /**
   * @param clock tells when a corrected record became known
   */
  public LetterRepair(
      Topic topic, SchemaRegistry registry, RecordSender sender, InstantSource clock) {
    this.topic = topic;
    this.registry = registry;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Sends the bytes of the letter again: what failed for lack of a schema, a calendar or a newer
   * program may pass now. A job that refuses it again writes a new letter.
   *
   * @throws TidemarkException INVALID_ARGUMENT for a letter that never was a record
   */
  public void replay(StreamLetter letter) {
    if (letter.partition() < 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Letter " + letter.id() + " cannot be replayed",
              "it is a message of a feed that never was a record",
              "Write the record it should have been: 'tidemark dlq fix'")
          .withDetail("detail", letter.detail());
    }
    sender.send(
        new ProducerRecord<>(topic.topicName(), letter.partition(), letter.key(), letter.value()));
    resolve(letter, "REPLAYED");
  }

  /**
   * Sends a corrected record in the place of the letter.
   *
   * @param document by the fields of the topic's schema; without a time of knowledge it counts as
   *     known now
   * @throws TidemarkException INVALID_INPUT when it does not fit the schema or would be refused
   */
  public void fix(StreamLetter letter, Map<String, ?> document) {
    TopicSchema schema = TopicSchema.of(topic);
    Map<String, @Nullable Object> corrected = new HashMap<>(document);
    if (schema.schema().getField(KNOWN) != null && corrected.get(KNOWN) == null) {
      corrected.put(KNOWN, clock.instant());
    }
    int id = registry.register(schema.subject(), schema.schema());
    byte[] value = Documents.encode(id, schema.schema(), corrected);
    byte[] key = key(letter, value);
    sender.send(new ProducerRecord<>(topic.topicName(), null, key, value));
    resolve(letter, "FIXED");
  }

  /** The record of a letter by the schema that wrote it; throws when it cannot be read so. */
  public Map<String, @Nullable Object> document(StreamLetter letter) throws RefusedRecordException {
    Schema writer;
    try {
      writer = registry.byId(letter.schemaId());
    } catch (TidemarkException e) {
      throw new RefusedRecordException(LetterReason.UNKNOWN_SCHEMA, e.what());
    }
    return Documents.decode(writer, letter.value() == null ? new byte[0] : letter.value());
  }

  @Override
  public void close() {
    sender.close();
  }

  private byte @Nullable [] key(StreamLetter letter, byte[] value) {
    if (topic != Topic.TRADES && topic != Topic.QUOTES) {
      return letter.key();
    }
    MarketEvent event = new MarketEvent();
    try {
      new MarketDecoder(topic, registry).decode(value, event);
    } catch (RefusedRecordException e) {
      throw TidemarkException.of(
          ErrorCode.INVALID_INPUT,
          "The corrected record would be refused",
          e.reason() + ": " + e.detail(),
          "Correct it");
    }
    return MarketEncoder.key(event.source, event.instrument);
  }

  private void resolve(StreamLetter letter, String outcome) {
    sender.flush();
    var note = new ProducerRecord<byte[], byte[]>(topic.deadLetters(), letter.key(), null);
    note.headers().add(StreamLetter.RESOLVED, outcome.getBytes(StandardCharsets.UTF_8));
    note.headers().add(StreamLetter.ABOUT, letter.id().getBytes(StandardCharsets.UTF_8));
    sender.send(note);
    sender.flush();
  }
}
