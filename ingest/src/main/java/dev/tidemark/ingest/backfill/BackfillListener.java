package dev.tidemark.ingest.backfill;

import dev.tidemark.ingest.provider.Refusal;

/** Told about the progress of a run, on the reading thread. */
public interface BackfillListener {

  /** Hears nothing. */
  BackfillListener NONE = new BackfillListener() {};

  /** A source begins; {@code number} counts from 1 to {@code of}. */
  default void sourceStarted(String name, int number, int of) {}

  /** A source was refused after a closer look. */
  default void sourceRefused(Refusal refusal) {}

  /** Rows delivered so far, and the estimate of the plan. */
  default void rowsRead(long rows, long estimated) {}
}
