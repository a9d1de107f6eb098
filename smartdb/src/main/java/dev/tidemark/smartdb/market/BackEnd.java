package dev.tidemark.smartdb.market;

/** What keeps trades and bars; chosen when the schema is installed and recorded there. */
public enum BackEnd {
  /** PostgreSQL alone: partitions by day, roll-ups kept by the writer. */
  PLAIN,
  /** TimescaleDB with its community licence: hypertables and continuous aggregates. */
  TIMESCALE
}
