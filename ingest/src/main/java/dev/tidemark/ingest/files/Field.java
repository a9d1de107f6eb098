package dev.tidemark.ingest.files;

import dev.tidemark.ingest.provider.RawColumn;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values a mapping can point at a column, by their names in a mapping file. */
public enum Field {
  OPEN(RawColumn.OPEN, 18),
  HIGH(RawColumn.HIGH, 18),
  LOW(RawColumn.LOW, 18),
  CLOSE(RawColumn.CLOSE, 18),
  VOLUME(RawColumn.VOLUME, 28),
  NOTIONAL(RawColumn.NOTIONAL, 38),
  VWAP(RawColumn.VWAP, 28),
  BUY_VOLUME(RawColumn.BUY_VOLUME, 28),
  SELL_VOLUME(RawColumn.SELL_VOLUME, 28),
  TRADE_COUNT(RawColumn.TRADE_COUNT, 18),
  BID_OPEN(RawColumn.BID, 18),
  BID_HIGH(RawColumn.BID, 18),
  BID_LOW(RawColumn.BID, 18),
  BID_CLOSE(RawColumn.BID, 18),
  ASK_OPEN(RawColumn.ASK, 18),
  ASK_HIGH(RawColumn.ASK, 18),
  ASK_LOW(RawColumn.ASK, 18),
  ASK_CLOSE(RawColumn.ASK, 18),
  PRICE(RawColumn.PRICE, 18),
  SIZE(RawColumn.SIZE, 28),
  SEQ(RawColumn.SEQ, 18),
  TRADE_ID(null, 0),
  SIDE(null, 0),
  BID(RawColumn.BID, 18),
  ASK(RawColumn.ASK, 18),
  BID_SIZE(RawColumn.BID_SIZE, 28),
  ASK_SIZE(RawColumn.ASK_SIZE, 28),
  DIVIDEND(RawColumn.VALUE, 28),
  SPLIT(RawColumn.VALUE, 28),
  CAPITAL_GAIN(RawColumn.VALUE, 28),
  /** When an action became known; only corporate actions have it in files. */
  KNOWN_TIME(null, 0),
  SYMBOL(null, 0);

  private final Optional<RawColumn> column;
  private final int precision;

  Field(@Nullable RawColumn column, int precision) {
    this.column = Optional.ofNullable(column);
    this.precision = precision;
  }

  /** Where the value goes; empty for texts. */
  Optional<RawColumn> column() {
    return column;
  }

  /** Decimal digits its column holds. */
  int precision() {
    return precision;
  }

  /** Whether a mapping's price scale applies. */
  boolean price() {
    return switch (this) {
      case OPEN, HIGH, LOW, CLOSE, VWAP, PRICE, BID, ASK -> true;
      default -> name().startsWith("BID_") || name().startsWith("ASK_") ? !size() : false;
    };
  }

  /** Whether a mapping's size scale applies. */
  boolean size() {
    return switch (this) {
      case VOLUME, BUY_VOLUME, SELL_VOLUME, SIZE, BID_SIZE, ASK_SIZE -> true;
      default -> false;
    };
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
