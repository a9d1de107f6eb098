package dev.tidemark.smartdb.read;

import java.time.Instant;

/**
 * What a snapshot is asked for.
 *
 * @param symbol a symbol, or {@code SYMBOL@source} for one of its sources
 * @param asOf time of the events; microseconds count
 * @param asKnown knowledge time; equal to {@code asOf} for training sets
 */
public record Question(String symbol, Instant asOf, Instant asKnown) {
  /** As known at the time itself. */
  public static Question at(String symbol, Instant asOf) {
    return new Question(symbol, asOf, asOf);
  }
}
