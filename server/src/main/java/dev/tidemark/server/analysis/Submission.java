package dev.tidemark.server.analysis;

/** What became of a request for an analysis. */
public sealed interface Submission {

  /** Finished: succeeded (perhaps from the cache), failed or cancelled while the caller waited. */
  record Completed(AnalysisView view) implements Submission {}

  /** Durable, and not finished yet. */
  record Accepted(AnalysisView view) implements Submission {}

  /** The request cannot be done as it is; nothing was stored. */
  record Rejected(Rejection rejection) implements Submission {}

  /** The plan is used up for now; nothing was stored. */
  record Limited(LimitReached limit) implements Submission {}
}
