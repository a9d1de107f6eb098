package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.Source;

/**
 * Hashes of what a source delivers up to a position, from a pass over it of its own. It stops where
 * the prefix ends, but for series that are spread over the source that can be its end.
 */
final class Prefixes {

  private final Source source;

  Prefixes(Source source) {
    this.source = source;
  }

  /** Hash of the series' rows and unreadable records with positions up to {@code last}. */
  long hash(Series series, long last) {
    long hash = 0;
    long seen = -1;
    long rejectsSeen = -1;
    try (RawReader reader = source.open()) {
      for (RawBatch batch = reader.next(); batch != null; batch = reader.next()) {
        if (!batch.series().equals(series) || !batch.finalRows()) {
          continue;
        }
        boolean beyond = true;
        long[] hashes = Hashing.delivered(batch);
        for (int i = 0; i < batch.rows(); i++) {
          long ordinal = batch.ordinals()[i];
          if (ordinal > seen) {
            seen = ordinal;
            if (ordinal <= last) {
              hash += hashes[i];
              beyond = false;
            }
          }
        }
        for (RawReject reject : batch.rejects()) {
          if (reject.ordinal() > rejectsSeen) {
            rejectsSeen = reject.ordinal();
            if (reject.ordinal() <= last) {
              hash += Hashing.delivered(reject);
              beyond = false;
            }
          }
        }
        if (beyond && seen > last) {
          break;
        }
      }
    }
    return hash & Hashing.MASK;
  }
}
