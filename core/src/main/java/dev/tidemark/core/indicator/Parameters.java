package dev.tidemark.core.indicator;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;

/** Guards that return their argument. */
final class Parameters {
  private Parameters() {}

  static int atLeast(int least, int value, String name) {
    if (value < least) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Parameter out of range",
              "the " + name + " is too small",
              "Use " + least + " or more")
          .withDetail("value", value);
    }
    return value;
  }

  static int stateCount(int count, int capacity) {
    if (count < 0 || count > capacity) {
      throw TidemarkException.of(
              ErrorCode.CORRUPT,
              "Indicator state cannot be restored",
              "it was not written by a fold with these parameters",
              "Rebuild the state from the first bar of the series")
          .withDetail("count", count)
          .withDetail("capacity", capacity);
    }
    return count;
  }
}
