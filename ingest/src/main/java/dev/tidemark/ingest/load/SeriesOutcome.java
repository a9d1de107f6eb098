package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.RejectReason;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What became of the rows of a series in a run.
 *
 * @param type {@code 1m} … {@code 1d}, {@code trades}, {@code quotes} or {@code actions}
 * @param rowsIn rows and unreadable records delivered
 * @param stored rows written
 * @param deadLetters records rejected now
 * @param repeated rows and rejects that had been delivered before
 * @param rejects dead letters by reason
 * @param watermarkMicros greatest stored event time, microseconds since 1970
 */
public record SeriesOutcome(
    String provider,
    String instrument,
    String type,
    long rowsIn,
    long stored,
    long deadLetters,
    long repeated,
    Map<RejectReason, Long> rejects,
    OptionalLong watermarkMicros) {}
