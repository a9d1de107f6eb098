package dev.tidemark.stream.deadletter;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter of a topic.
 *
 * @param id of its source: {@code partition-offset}, or {@code feed-partition-offset} of the letter
 *     itself when it never was in a topic
 * @param partition where it was read, and is written again; -1 if it never was in the topic
 * @param reason a {@link LetterReason}, or what another program wrote
 * @param schemaId in the frame of the value, -1 if there is none
 * @param told when the letter was written, by the broker's clock
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record StreamLetter(
    String id,
    int partition,
    String reason,
    String detail,
    String job,
    int schemaId,
    Instant told,
    byte @Nullable [] key,
    byte @Nullable [] value) {
  /** Header of the record that says what became of a letter: it has no value. */
  static final String RESOLVED = "tidemark.resolved";

  /** The id of the letter that such a record is about. */
  static final String ABOUT = "tidemark.letter";

  static StreamLetter of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    int partition = number(headers, LetterHeaders.PARTITION);
    String offset = LetterHeaders.get(headers, LetterHeaders.OFFSET);
    String id =
        partition < 0 || offset.isEmpty()
            ? "feed-" + record.partition() + "-" + record.offset()
            : partition + "-" + offset;
    return new StreamLetter(
        id,
        partition,
        LetterHeaders.get(headers, LetterHeaders.REASON),
        LetterHeaders.get(headers, LetterHeaders.DETAIL),
        LetterHeaders.get(headers, LetterHeaders.JOB),
        number(headers, LetterHeaders.SCHEMA_ID),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        record.value());
  }

  private static int number(Headers headers, String name) {
    try {
      return Integer.parseInt(LetterHeaders.get(headers, name));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
