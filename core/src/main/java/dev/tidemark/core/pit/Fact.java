package dev.tidemark.core.pit;

import org.jspecify.annotations.Nullable;

/**
 * One bitemporal row.
 *
 * @param entity what the fact is about
 * @param eventTime when it happened
 * @param knownTime from when on it could be known
 * @param seq orders rows of the same entity, event time and known time
 * @param deleted whether the row takes the fact back
 * @param value the fact; null if deleted
 */
public record Fact<V>(
    String entity, long eventTime, long knownTime, long seq, boolean deleted, @Nullable V value) {}
