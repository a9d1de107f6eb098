package dev.tidemark.stream.feed;

import dev.tidemark.stream.topic.Topic;
import java.util.Locale;

/** What can be listened to. */
public enum Feed {
  TRADES(Topic.TRADES),
  BARS(Topic.BARS),
  FEATURES(Topic.FEATURES),
  ALERTS(Topic.ALERTS);

  private final Topic topic;

  Feed(Topic topic) {
    this.topic = topic;
  }

  public Topic topic() {
    return topic;
  }

  /** As it is written in addresses: {@code trades}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
