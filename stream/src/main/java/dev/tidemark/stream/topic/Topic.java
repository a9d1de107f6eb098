package dev.tidemark.stream.topic;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every topic of the platform. Each has a dead-letter topic of the same number of partitions. */
public enum Topic {
  TRADES("market.trades.v1", 4, Duration.ofDays(7), false),
  QUOTES("market.quotes.v1", 4, Duration.ofDays(3), false),
  BARS("market.bars.v1", 4, Duration.ofDays(7), false),
  FEATURES("market.features.v1", 4, Duration.ofDays(7), false),
  DECISIONS("trading.decisions.v1", 1, Duration.ofDays(90), false),
  EXECUTIONS("trading.executions.v1", 1, Duration.ofDays(90), false),
  PORTFOLIO("portfolio.updates.v1", 1, Duration.ofDays(90), true),
  NEWS("news.sentiment.v1", 1, Duration.ofDays(90), false),
  ALERTS("alerts.v1", 1, Duration.ofDays(90), false);

  private static final Map<String, Topic> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Topic::topicName, Function.identity()));

  private final String topicName;
  private final int partitions;
  private final Duration retention;
  private final boolean compacted;

  Topic(String topicName, int partitions, Duration retention, boolean compacted) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.retention = retention;
    this.compacted = compacted;
  }

  public String topicName() {
    return topicName;
  }

  /** Where records of this topic go that cannot be processed. */
  public String deadLetters() {
    return topicName + ".dlq";
  }

  public int partitions() {
    return partitions;
  }

  public Duration retention() {
    return retention;
  }

  /** Whether the newest record of a key outlives the retention. */
  public boolean compacted() {
    return compacted;
  }

  public static Optional<Topic> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
