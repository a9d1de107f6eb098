package dev.tidemark.smartdb.read;

import java.time.Duration;
import java.util.Optional;

/**
 * An entry of the registry.
 *
 * @param sla how far a value may be behind its input
 * @param ttl how old a value may be and still answer; empty: any age
 * @param timeAxis what the event time of a value is
 * @param relation the view or function that serves it
 */
public record ContractFeature(
    String name,
    String definition,
    int definitionVersion,
    String valueType,
    String owner,
    Duration sla,
    Optional<Duration> ttl,
    String timeAxis,
    String relation) {}
