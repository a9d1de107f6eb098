package dev.tidemark.smartdb.read;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fresh a feature of a series is.
 *
 * @param newestInput the newest event of what it is computed from
 * @param newestValue event time of the newest value; empty if there is none
 * @param lag how far the value is behind the input
 * @param sla how far it may be
 * @param age time since the newest input, by the database's clock: a silent source, not a slow one
 * @param breached whether the lag exceeds the SLA
 */
public record Freshness(
    String feature,
    String symbol,
    String source,
    Instant newestInput,
    Optional<Instant> newestValue,
    Optional<Duration> lag,
    Duration sla,
    Duration age,
    boolean breached) {}
