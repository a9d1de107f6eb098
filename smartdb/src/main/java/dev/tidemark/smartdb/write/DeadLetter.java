package dev.tidemark.smartdb.write;

/**
 * A row that is refused, whole.
 *
 * @param origin where it comes from, such as {@code BTCUSDT@binance} or {@code trades.csv:17}
 * @param reason one of {@link Reason}
 * @param detail for people
 * @param payload the row as text; the same payload of the same origin is one letter
 */
public record DeadLetter(String origin, Reason reason, String detail, String payload) {
  /** Why a row cannot be stored. */
  public enum Reason {
    NEGATIVE_SIZE,
    TIME_OUT_OF_RANGE,
    PRICE_OUT_OF_RANGE,
    SIZE_OUT_OF_RANGE,
    BAD_TEXT,
    TOO_LONG,
    BAD_TYPE,
    BAD_FLAGS,
    BAD_LABEL,
    CONFLICT,
    TOO_OLD
  }
}
