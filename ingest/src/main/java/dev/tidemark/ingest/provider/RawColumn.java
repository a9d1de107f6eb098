package dev.tidemark.ingest.provider;

import dev.tidemark.core.number.Decimals;

/** The numeric columns a raw batch may have, with their scale. */
public enum RawColumn {
  OPEN(Decimals.PRICE_SCALE),
  HIGH(Decimals.PRICE_SCALE),
  LOW(Decimals.PRICE_SCALE),
  CLOSE(Decimals.PRICE_SCALE),
  VOLUME(Decimals.PRICE_SCALE),
  NOTIONAL(Decimals.NOTIONAL_SCALE),
  VWAP(Decimals.VWAP_SCALE),
  BUY_VOLUME(Decimals.PRICE_SCALE),
  SELL_VOLUME(Decimals.PRICE_SCALE),
  /** Number of trades in a bar. */
  TRADE_COUNT(0),
  PRICE(Decimals.PRICE_SCALE),
  SIZE(Decimals.PRICE_SCALE),
  /** Order of trades within one event time, as the venue numbers them. */
  SEQ(0),
  /** Version of a trade id: 0 for the first, higher for corrections. */
  VERSION(0),
  /** {@code TradeOp} ordinal. */
  OP(0),
  /** {@code Side} ordinal of the aggressor; absent when unknown. */
  SIDE(0),
  /** Bit 0: updates last, bit 1: updates high/low, bit 2: updates volume. Absent means all. */
  UPDATES(0),
  BID(Decimals.PRICE_SCALE),
  ASK(Decimals.PRICE_SCALE),
  BID_SIZE(Decimals.PRICE_SCALE),
  ASK_SIZE(Decimals.PRICE_SCALE),
  /** {@link ActionKind} ordinal. */
  ACTION(0),
  /** Amount of a dividend or capital gain per share, or split ratio (new shares per old). */
  VALUE(Decimals.VWAP_SCALE);

  private final int scale;

  RawColumn(int scale) {
    this.scale = scale;
  }

  /** Digits after the point of the unscaled values. */
  public int scale() {
    return scale;
  }
}
