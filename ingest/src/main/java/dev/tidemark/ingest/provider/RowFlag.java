package dev.tidemark.ingest.provider;

import java.util.Arrays;

/** What is peculiar about a stored row. Stored as names, sorted, joined by commas. */
public enum RowFlag {
  /** Only a closing price was given: open, high and low repeat it. */
  CLOSE_ONLY,
  /** A bid price, not a mid or a trade. */
  BID_SIDE,
  /** An ask price, not a mid or a trade. */
  ASK_SIDE,
  /** Open, high, low and close are middles of bid and ask bars, not of ticks. */
  MID_APPROX,
  /**
   * The price change since the previous row is too large to pass without a look; may be a split.
   */
  JUMP,
  /** Bid above ask; no kernel uses it. */
  CROSSED,
  /** A price is zero or negative (real for some commodities); no kernel uses it. */
  NON_POSITIVE,
  /** A tick outside every session of the instrument's calendar. */
  OUT_OF_SESSION,
  /** The source gives no event time: the time of reception stands in for it. */
  RECEIVE_TIME,
  /** The event time is after the time of reception: clocks disagree. */
  CLOCK_SKEW,
  /** Digits beyond the eighth decimal place were rounded half-even (binary noise of the source). */
  ROUNDED,
  /** Came after a row of the same series with a later event time. */
  OUT_OF_ORDER,
  /** The provider changed a row it had delivered before. */
  RESTATED,
  /** The venue flags the trade as a print of the closing auction. */
  CLOSING_AUCTION;

  private static final RowFlag[] ALL = values();

  /** The bit of this flag in a row's mask. */
  public int bit() {
    return 1 << ordinal();
  }

  /** Names in a mask, sorted, joined by commas; empty for no flags. */
  public static String text(int mask) {
    if (mask == 0) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    Arrays.stream(ALL)
        .filter(flag -> (mask & flag.bit()) != 0)
        .map(Enum::name)
        .sorted()
        .forEach(name -> out.append(out.isEmpty() ? "" : ",").append(name));
    return out.toString();
  }
}
