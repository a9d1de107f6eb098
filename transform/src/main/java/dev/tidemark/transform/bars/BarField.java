package dev.tidemark.transform.bars;

/**
 * What is kept of a bar, one 64-bit word each. Times are microseconds UTC, prices unscaled at scale
 * 8, wide decimals two words, texts codes of {@link Names}.
 */
public enum BarField {
  /** Left label of the interval: its name, and the key together with the series. */
  LABEL,
  /** End of the interval. */
  T_CLOSE,
  /** From when on the row holds; for a candidate, from when on it could be known. */
  KNOWN,
  /** Known time of the source row. */
  SOURCE_KNOWN,
  SEQ,
  REVISION,
  /** Ordinal of {@link Origin}. */
  ORIGIN,
  BASIS,
  PROVIDER(true),
  /** 0 or 1. */
  MOCK(true),
  FLAGS(true),
  PARTIAL(true),
  OPEN(true),
  HIGH(true),
  LOW(true),
  CLOSE(true),
  VOLUME_HIGH(true),
  VOLUME_LOW(true),
  NOTIONAL_HIGH(true),
  NOTIONAL_LOW(true),
  BUY_HIGH(true),
  BUY_LOW(true),
  SELL_HIGH(true),
  SELL_LOW(true),
  TRADES(true),
  VWAP_HIGH(true),
  VWAP_LOW(true),
  VWAP_QUALITY(true),
  /** Which values are null: bits of {@link BarRows}. A null value's word is 0. */
  NULLS(true);

  static final int COUNT = values().length;

  private final boolean content;

  BarField() {
    this(false);
  }

  BarField(boolean content) {
    this.content = content;
  }

  /** Whether a change of the value is a change of the bar, and not only of how we learned it. */
  public boolean content() {
    return content;
  }
}
