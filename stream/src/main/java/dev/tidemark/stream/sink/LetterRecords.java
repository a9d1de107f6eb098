package dev.tidemark.stream.sink;

import static dev.tidemark.stream.deadletter.LetterHeaders.put;

import dev.tidemark.stream.deadletter.LetterHeaders;
import dev.tidemark.stream.fold.Letter;
import dev.tidemark.stream.topic.Topic;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Dead letters as records of the dead-letter topic of their topic. After a failure some are written
 * again; the position a letter came from tells which are the same.
 */
public final class LetterRecords implements KafkaRecordSerializationSchema<Letter> {
  private static final long serialVersionUID = 1;

  private final String job;

  public LetterRecords(String job) {
    this.job = job;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Letter letter, KafkaSinkContext context, Long timestamp) {
    String topic = Topic.find(letter.topic).orElseThrow().deadLetters();
    var record = new ProducerRecord<>(topic, letter.partition, letter.key, letter.value);
    put(record.headers(), LetterHeaders.REASON, letter.reason);
    put(record.headers(), LetterHeaders.DETAIL, letter.detail);
    put(record.headers(), LetterHeaders.TOPIC, letter.topic);
    put(record.headers(), LetterHeaders.PARTITION, Integer.toString(letter.partition));
    put(record.headers(), LetterHeaders.OFFSET, Long.toString(letter.offset));
    put(record.headers(), LetterHeaders.SCHEMA_ID, Integer.toString(letter.schemaId));
    put(record.headers(), LetterHeaders.JOB, job);
    return record;
  }
}
