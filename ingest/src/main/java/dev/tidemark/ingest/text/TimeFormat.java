package dev.tidemark.ingest.text;

/** How a layout writes times. */
public enum TimeFormat {
  /** {@code 2024-08-09}, {@code 2024-08-09 13:30[:00[.123456789]]}, {@code T}, offset or Z. */
  ISO,
  /** {@code 20140501} or {@code 20140501 13:30[:00]}. */
  COMPACT,
  /** {@code 04.09.2023 01:00:05.962 GMT+0300}; the offset may be missing. */
  DAY_FIRST,
  /**
   * {@link #ISO}, a date written as the number 20240809, or a count since 1970 whose digits tell
   * its unit: up to 11 seconds, 14 milliseconds, 17 microseconds, more nanoseconds. Counts are
   * right from 1973 on; for earlier times the unit must be stated.
   */
  AUTO,
  EPOCH_SECONDS,
  EPOCH_MILLIS,
  EPOCH_MICROS,
  EPOCH_NANOS,
  /** Milliseconds, possibly with a fraction, since local midnight of the file's date. */
  MILLIS_OF_DAY;

  /** True when the text is a number. */
  public boolean numeric() {
    return ordinal() >= EPOCH_SECONDS.ordinal();
  }
}
