package dev.tidemark.server.analysis;

/** Leaves the transaction of a submission, so that nothing of it stays. */
final class LimitExceeded extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient LimitReached limit;

  LimitExceeded(LimitReached limit) {
    super("plan used up", null, false, false);
    this.limit = limit;
  }

  LimitReached limit() {
    return limit;
  }
}
