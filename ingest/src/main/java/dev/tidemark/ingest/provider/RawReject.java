package dev.tidemark.ingest.provider;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read.
 *
 * @param ordinal its position in the source
 * @param detail the offending field and value, short
 * @param payload the record as it came, possibly shortened
 * @param instrument its instrument where that could be read
 */
public record RawReject(
    long ordinal,
    RejectReason reason,
    String detail,
    String payload,
    @Nullable String instrument) {}
