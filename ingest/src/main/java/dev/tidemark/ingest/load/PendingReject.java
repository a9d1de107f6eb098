package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.Series;
import org.jspecify.annotations.Nullable;

/** A reject that waits for its group's commit. */
record PendingReject(
    Series series,
    String source,
    long ordinal,
    RejectReason reason,
    String detail,
    String payload,
    String decoder,
    @Nullable String instrument) {}
