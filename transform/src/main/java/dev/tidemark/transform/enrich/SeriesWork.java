package dev.tidemark.transform.enrich;

import dev.tidemark.transform.progress.Change;
import dev.tidemark.transform.progress.SeriesKey;

/**
 * What a build has to do for one series.
 *
 * @param labelFrom first label that changed
 * @param knownFrom rows known earlier stay as they are
 * @param start state to fold on from
 * @param carried the states of the series; those after {@code start} no longer hold
 */
record SeriesWork(
    SeriesKey series, long labelFrom, long knownFrom, Checkpoint start, Checkpoints carried) {

  static SeriesWork fromEpoch(SeriesKey series) {
    return new SeriesWork(
        series, Long.MIN_VALUE, Long.MIN_VALUE, Checkpoint.EPOCH, new Checkpoints());
  }

  /** What the build changes: later bars change with the first one. */
  Change change() {
    return new Change(series, labelFrom, Long.MAX_VALUE, knownFrom);
  }
}
