package dev.tidemark.core.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;

/**
 * Where features keep what in {@link FoldStore.Space#FEATURES}: the least numbers are single
 * entries, blocks of bars have the even numbers and those of quotes the odd ones.
 */
final class StoredFeatures {
  static final long HEAD_OF_BARS = Long.MIN_VALUE;
  static final long HEAD_OF_QUOTES = Long.MIN_VALUE + 1;
  static final long LARGE_TRADES = Long.MIN_VALUE + 2;
  static final long TIMES_OF_QUOTES = Long.MIN_VALUE + 3;

  private StoredFeatures() {}

  static long ofBars(long block) {
    return 2 * block;
  }

  static long ofQuotes(long block) {
    return 2 * block + 1;
  }

  static TidemarkException damaged(Exception cause) {
    return TidemarkException.of(
        ErrorCode.CORRUPT,
        "State of streamed features cannot be read",
        "it is damaged or of another version",
        "Rebuild it by replaying the records of the instrument",
        cause);
  }
}
