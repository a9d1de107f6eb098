package dev.tidemark.smartdb.write;

import dev.tidemark.core.number.Int128;
import dev.tidemark.smartdb.write.DeadLetter.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Refused rows as text for people. */
final class Payloads {
  private static final long SECOND = 1_000_000_000L;
  private static final int LONGEST_ID = 1_000;

  private Payloads() {}

  static DeadLetter letter(String origin, Reason reason, String payload) {
    return new DeadLetter(origin, reason, explain(reason), payload);
  }

  static String trade(TradeBatch batch, int i) {
    long high = batch.sizeHigh() == null ? batch.size()[i] >> 63 : batch.sizeHigh()[i];
    return "id="
        + cut(batch.tradeId()[i])
        + " version="
        + batch.version()[i]
        + " op="
        + batch.op()[i]
        + " ts="
        + time(batch.tsNanos()[i])
        + " seq="
        + batch.seq()[i]
        + " price="
        + decimal(Int128.of(batch.price()[i]), 8)
        + " size="
        + decimal(new Int128(high, batch.size()[i]), 8)
        + " side="
        + batch.side()[i]
        + " flags="
        + batch.flags()[i]
        + " known="
        + time(batch.knownNanos()[i]);
  }

  static String quote(QuoteBatch batch, int i) {
    return "ts="
        + time(batch.tsNanos()[i])
        + " seq="
        + batch.seq()[i]
        + " bid="
        + decimal(Int128.of(batch.bid()[i]), 8)
        + " ask="
        + decimal(Int128.of(batch.ask()[i]), 8)
        + " bidSize="
        + size(batch.bidSize(), i)
        + " askSize="
        + size(batch.askSize(), i)
        + " known="
        + time(batch.knownNanos()[i]);
  }

  static String bar(BarBatch batch, int i) {
    return "ts="
        + time(batch.labelNanos()[i])
        + " known="
        + time(batch.knownNanos()[i])
        + " seq="
        + batch.seq()[i]
        + " open="
        + decimal(Int128.of(batch.open()[i]), 8)
        + " high="
        + decimal(Int128.of(batch.high()[i]), 8)
        + " low="
        + decimal(Int128.of(batch.low()[i]), 8)
        + " close="
        + decimal(Int128.of(batch.close()[i]), 8)
        + " volume="
        + decimal(batch.volume()[i], 8)
        + " trades="
        + batch.tradeCount()[i];
  }

  private static String explain(Reason reason) {
    return switch (reason) {
      case NEGATIVE_SIZE -> "a size or count is below zero";
      case TIME_OUT_OF_RANGE ->
          "event and known time lie from 1990 to 2039, the event at most a day after the known time"
              + " and a day from now";
      case PRICE_OUT_OF_RANGE -> "the price does not fit into 64 bits at eight decimals";
      case SIZE_OUT_OF_RANGE -> "the size does not fit into DECIMAL(28, 8)";
      case BAD_TEXT -> "an id is empty, has control characters or is not Unicode";
      case TOO_LONG -> "an id has at most 128 bytes";
      case BAD_TYPE -> "the version is below 1, or the kind of record or the side is unknown";
      case BAD_FLAGS -> "unknown flags";
      case BAD_LABEL -> "a one-minute bar begins on a whole minute";
      case CONFLICT -> "another record has the same key";
      case TOO_OLD -> "the hot window does not reach back that far";
    };
  }

  /** PostgreSQL has no character 0, and no half of a pair. */
  static String storable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                    ? 0xfffd
                    : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String cut(String id) {
    return id.length() <= LONGEST_ID
        ? id
        : id.substring(0, LONGEST_ID) + "... (" + id.length() + " characters)";
  }

  private static String time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND))
        .toString();
  }

  private static String size(long @Nullable [] sizes, int i) {
    return sizes == null || sizes[i] == QuoteBatch.NO_SIZE
        ? "none"
        : decimal(Int128.of(sizes[i]), 8);
  }

  private static String decimal(@Nullable Int128 value, int scale) {
    if (value == null) {
      return "none";
    }
    BigDecimal decimal = value.toBigDecimal(scale);
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }
}
