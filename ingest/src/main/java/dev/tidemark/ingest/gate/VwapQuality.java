package dev.tidemark.ingest.gate;

/** Where the notional of a bar comes from. */
public enum VwapQuality {
  /** No volume, so no average price. */
  NONE,
  /** The provider gave the sum of price times size. */
  EXACT,
  /** The provider's average price times the volume. */
  PROVIDER,
  /** (high + low + close) / 3 times the volume. */
  TYPICAL;

  private static final VwapQuality[] ALL = values();

  static VwapQuality of(byte ordinal) {
    return ALL[ordinal];
  }
}
