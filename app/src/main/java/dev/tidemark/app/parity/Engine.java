package dev.tidemark.app.parity;

import java.util.Locale;

/** A way of computing bars and features. */
public enum Engine {
  /** The Flink job, fed through Kafka, its results read from the topics. */
  STREAM,
  /** The records as the lake has them, folded in the order (known, arrival). */
  BATCH,
  /** The fold in this process, through stored state. */
  REPLAY,
  /** What was known at random times, from revisions. */
  POINT_IN_TIME,
  /** SQL functions of the database, within the tolerance of their contract. */
  SMARTDB;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
