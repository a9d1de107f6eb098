package dev.tidemark.stream.deadletter;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What the headers of a dead letter say, each as text. */
public final class LetterHeaders {
  public static final String REASON = "tidemark.reason";
  public static final String DETAIL = "tidemark.detail";
  public static final String TOPIC = "tidemark.topic";
  public static final String PARTITION = "tidemark.partition";
  public static final String OFFSET = "tidemark.offset";
  public static final String SCHEMA_ID = "tidemark.schema_id";
  public static final String JOB = "tidemark.job";

  /** Of a message of a feed, which never was in a topic. */
  public static final String SOURCE = "tidemark.source";

  private LetterHeaders() {}

  public static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when it is not there. */
  public static String get(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
