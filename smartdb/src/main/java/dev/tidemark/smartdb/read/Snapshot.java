package dev.tidemark.smartdb.read;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All features of a symbol at a time as they were known at a time. What has no value is null, empty
 * or NaN.
 *
 * @param source the source that answered; null if there is no such symbol
 * @param bar the last closed minute and its features; null if there is none of the last four days
 * @param quote the last valid quote; null if there is none of the last 60 s
 * @param largeTrade time of the last large trade of the last 300 s
 * @param news the last news item of the last seven days
 */
public record Snapshot(
    String symbol,
    @Nullable String source,
    Instant asOf,
    Instant asKnown,
    @Nullable Minute bar,
    @Nullable Quote quote,
    Optional<Instant> largeTrade,
    Optional<News> news) {

  /** The last closed minute; {@code eventTime} is its close. */
  public record Minute(
      Instant eventTime,
      BigDecimal open,
      BigDecimal high,
      BigDecimal low,
      BigDecimal close,
      BigDecimal volume,
      @Nullable BigDecimal vwap,
      long tradeCount,
      double sma20,
      double ewm12,
      double volatility1h,
      double vwap5m,
      double tradeImbalance5m,
      String regimeTag) {}

  /** A valid quote. */
  public record Quote(Instant time, BigDecimal bid, BigDecimal ask) {
    public BigDecimal spread() {
      return ask.subtract(bid);
    }
  }

  /** A news item; {@code sentiment} is NaN and {@code embedding} empty where not computed. */
  public record News(String id, Instant time, double sentiment, List<Float> embedding) {
    public News {
      embedding = List.copyOf(embedding);
    }
  }
}
