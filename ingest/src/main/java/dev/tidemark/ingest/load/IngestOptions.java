package dev.tidemark.ingest.load;

import dev.tidemark.ingest.gate.KnownDelays;

/**
 * How rows are stored.
 *
 * @param groupRows rows gathered before a commit; small files share one
 * @param concurrency sources examined ahead at the same time
 * @param delays assumed delays of backfilled history
 */
public record IngestOptions(int groupRows, int concurrency, KnownDelays delays) {

  public static final IngestOptions DEFAULT = new IngestOptions(1_000_000, 2, KnownDelays.DEFAULT);

  public IngestOptions withGroupRows(int rows) {
    return new IngestOptions(rows, concurrency, delays);
  }

  public IngestOptions withConcurrency(int sources) {
    return new IngestOptions(groupRows, sources, delays);
  }
}
