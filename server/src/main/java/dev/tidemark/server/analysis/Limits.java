package dev.tidemark.server.analysis;

import java.time.Instant;

/**
 * How much of its plan a tenant has used.
 *
 * @param resetsAt start of the next UTC day, when {@code usedToday} is 0 again
 */
public record Limits(
    int perDay, int usedToday, Instant resetsAt, int concurrent, int usedConcurrent) {

  /** As it was before something was counted. */
  Limits less(int analyses, int active) {
    return new Limits(perDay, usedToday - analyses, resetsAt, concurrent, usedConcurrent - active);
  }
}
