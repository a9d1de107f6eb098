package dev.tidemark.server.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Which analyses to list; null is no filter.
 *
 * @param cursor {@code next} of the page before; null for the first
 * @param size 1 to 200
 */
public record ListQuery(
    @Nullable String ticker, @Nullable AnalysisStatus status, @Nullable String cursor, int size) {}
