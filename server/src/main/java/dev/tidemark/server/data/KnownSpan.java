package dev.tidemark.server.data;

/**
 * For which instants of knowledge an answer holds: from the last row that was used, until the first
 * that was not yet known. Times are microseconds UTC. Not safe for threads.
 */
final class KnownSpan {
  private final long asKnown;
  private long from = Long.MIN_VALUE;
  private long until = Long.MAX_VALUE;

  KnownSpan(long asKnown) {
    this.asKnown = asKnown;
  }

  /** Takes note of a row; whether it was known. */
  boolean knows(long known) {
    if (known > asKnown) {
      until = Math.min(until, known);
      return false;
    }
    from = Math.max(from, known);
    return true;
  }

  /** Whether the rows seen so far give the same answer at another instant. */
  boolean holdsAt(long micros) {
    return micros >= from && micros < until;
  }

  /** The last row that was known: with the versions of the tables, it tells which rows were. */
  @Override
  public String toString() {
    return from == Long.MIN_VALUE ? "none" : Long.toString(from);
  }
}
