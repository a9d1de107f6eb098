package dev.tidemark.server.jobs;

/** What a running job can tell and ask. Thread-safe and cheap. */
public interface JobContext {

  /** Reports how far the job is, 0 to 1; stored with the next heartbeat. */
  void progress(double share);

  /**
   * Whether to stop: the job was cancelled, its lease was lost, or the worker shuts down. What is
   * returned or thrown after that is discarded.
   */
  boolean cancelled();
}
