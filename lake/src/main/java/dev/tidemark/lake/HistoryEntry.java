package dev.tidemark.lake;

import java.time.Instant;
import java.util.Map;

/**
 * One commit of a table.
 *
 * @param operation our name, or the other writer's
 * @param metrics numbers the writer recorded, by name
 * @param metadata text the writer recorded, by name
 * @param engine who wrote it
 */
public record HistoryEntry(
    long version,
    Instant timestamp,
    String operation,
    Map<String, Long> metrics,
    Map<String, String> metadata,
    String engine) {}
