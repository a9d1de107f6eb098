package dev.tidemark.stream.feed;

import org.jspecify.annotations.Nullable;

/**
 * A record of a topic.
 *
 * @param key {@code source/instrument} in UTF-8; null for records of the log itself
 * @param value in the Confluent format; null for heartbeats
 */
public record FeedRecord(
    int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {}
