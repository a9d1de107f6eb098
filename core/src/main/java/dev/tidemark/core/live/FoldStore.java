package dev.tidemark.core.live;

import org.jspecify.annotations.Nullable;

/**
 * Where the fold of one instrument keeps what is not in use: bytes by space and number. A fold
 * reads from it and writes to it at any time; what is there after {@link InstrumentFold#flush} is
 * whole. Not thread-safe.
 */
public interface FoldStore {
  /** What a page is about; a page's number is unique within its space. */
  enum Space {
    /** One entry, number 0: times, counters, detectors. */
    STATE,
    /** Trades by the minute of their bar. */
    TRADES,
    /** Quotes by minute. */
    QUOTES,
    /** States of feature folds to go back to. */
    FEATURES
  }

  byte @Nullable [] get(Space space, long number);

  void put(Space space, long number, byte[] value);

  void remove(Space space, long number);

  /** Which page each trade is in. */
  IdStore ids();
}
