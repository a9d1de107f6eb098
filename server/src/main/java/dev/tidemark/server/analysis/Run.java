package dev.tidemark.server.analysis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One computation, which all analyses of the same key share.
 *
 * @param runId id of the analysis that began it
 * @param params as asked for, materialised: JSON that the params reader reads
 * @param asKnown the instant as of which the data are read
 * @param dataHash of the bars at submission
 * @param resultHash null while the run is under way
 * @param topWindows of the result, as {@link TopWindow#text}; null while the run is under way
 */
record Run(
    String tenant,
    String cacheKey,
    String runId,
    String params,
    Instant asKnown,
    String dataHash,
    @Nullable String resultHash,
    @Nullable String topWindows) {}
