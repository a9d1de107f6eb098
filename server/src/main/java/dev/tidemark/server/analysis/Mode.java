package dev.tidemark.server.analysis;

/** Whether the caller waits for the result. */
public enum Mode {
  /** Wait, up to a cap; what would take too long is refused. */
  SYNC,
  ASYNC
}
