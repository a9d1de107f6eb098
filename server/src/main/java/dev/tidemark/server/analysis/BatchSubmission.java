package dev.tidemark.server.analysis;

/** What became of a request for a batch. */
public sealed interface BatchSubmission {

  /** Durable; members that were in the cache are finished already. */
  record Accepted(BatchView batch) implements BatchSubmission {}

  /** At least one member cannot be done; pointers begin with {@code /requests/<n>}. */
  record Rejected(Rejection rejection) implements BatchSubmission {}

  record Limited(LimitReached limit) implements BatchSubmission {}
}
