package dev.tidemark.server.analysis;

/** Where an analysis is in its life. */
public enum AnalysisStatus {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Whether nothing about the analysis changes any more. */
  public boolean finished() {
    return this != QUEUED && this != RUNNING;
  }
}
