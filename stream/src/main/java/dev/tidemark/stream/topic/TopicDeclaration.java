package dev.tidemark.stream.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A topic as it should be, with all that is set; {@link Topic} says it, this spells it out. */
public record TopicDeclaration(String name, int partitions, Map<String, String> settings) {
  /** A record larger than this goes nowhere: its producer is told. */
  private static final int LARGEST_RECORD = 16 << 20;

  /** Letters are a record and its headers. */
  private static final int LARGEST_LETTER = LARGEST_RECORD + (1 << 20);

  private static final Duration LETTERS_KEPT = Duration.ofDays(30);

  public TopicDeclaration {
    settings = Map.copyOf(settings);
  }

  /** All topics, each followed by its dead letters. */
  public static List<TopicDeclaration> all() {
    List<TopicDeclaration> all = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      all.add(of(topic));
      all.add(deadLetters(topic));
    }
    return all;
  }

  public static TopicDeclaration of(Topic topic) {
    Map<String, String> settings = settings(topic.retention(), LARGEST_RECORD);
    settings.put("cleanup.policy", topic.compacted() ? "compact" : "delete");
    return new TopicDeclaration(topic.topicName(), topic.partitions(), settings);
  }

  public static TopicDeclaration deadLetters(Topic topic) {
    Duration kept =
        topic.retention().compareTo(LETTERS_KEPT) > 0 ? topic.retention() : LETTERS_KEPT;
    Map<String, String> settings = settings(kept, LARGEST_LETTER);
    settings.put("cleanup.policy", "delete");
    return new TopicDeclaration(topic.deadLetters(), topic.partitions(), settings);
  }

  private static Map<String, String> settings(Duration retention, int largest) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("retention.ms", Long.toString(retention.toMillis()));
    settings.put("max.message.bytes", Integer.toString(largest));
    // Told by the broker: replayed years must not fall to the retention, and a record from the
    // future is known by it.
    settings.put("message.timestamp.type", "LogAppendTime");
    return settings;
  }
}
