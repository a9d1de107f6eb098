package dev.tidemark.interop.lake;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that depend only on their number, with the values readers most often disagree about. */
final class Samples {
  static final TableSchema SCHEMA =
      TableSchema.of(
          Column.string("instrument"),
          Column.timestamp("event_time"),
          Column.int64("seq"),
          Column.int32("version").nullableColumn(),
          Column.int64("wide").nullableColumn(),
          Column.decimal("price", 18, 8),
          Column.decimal("size", 28, 8).nullableColumn(),
          Column.decimal("notional", 38, 16).nullableColumn(),
          Column.float64("signal").nullableColumn(),
          Column.string("side").nullableColumn(),
          Column.bool("mock").nullableColumn(),
          Column.date("settled").nullableColumn(),
          Column.timestamp("seen").nullableColumn(),
          Column.string("never").nullableColumn(),
          Column.date("event_date"));

  private static final Instant START = Instant.parse("2024-02-28T21:15:00.000001Z");
  private static final List<String> INSTRUMENTS =
      List.of(
          "BTC-USD",
          "EUR/USD",
          "BRK.B",
          "100% = a:b",
          "O'Brien \"quoted\" \\ back",
          "São Paulo +é#?&",
          "日経225",
          "🚀 {x}[y]");
  private static final List<Double> SIGNALS =
      List.of(
          -0.0,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MIN_VALUE,
          Double.MAX_VALUE,
          0.1,
          -1.0e-300);
  private static final List<String> SEEN =
      List.of(
          "1969-12-31T23:59:59.999999Z",
          "1850-06-01T00:00:00.000001Z",
          "9999-12-31T23:59:59.999999Z",
          "2024-02-29T00:00:00.123456Z");
  private static final List<String> SETTLED =
      List.of("1969-12-31", "0001-01-01", "9999-12-31", "2024-02-29");
  private static final BigDecimal LARGEST =
      new BigDecimal(BigInteger.TEN.pow(38).subtract(BigInteger.ONE), 16);

  private Samples() {}

  /** Columns that are not in {@link #SCHEMA} are left null. */
  static ColumnBatch rows(TableSchema schema, int from, int count, int raise) {
    ColumnBatch.Builder batch = ColumnBatch.of(schema, count);
    for (Column column : schema.columns()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = from; i < from + count; i++) {
        values.add(value(column.name(), i, raise));
      }
      batch.with(column.name(), Vectors.of(column, values));
    }
    return batch.build();
  }

  private static @Nullable Object value(String column, int i, int raise) {
    return switch (column) {
      case "instrument" -> INSTRUMENTS.get(i % INSTRUMENTS.size());
      case "event_time" -> eventTime(i);
      case "seq" -> (long) i;
      case "version" -> i % 5 == 0 ? null : i - 7;
      case "wide" ->
          i % 9 == 0 ? null : i % 9 == 1 ? Long.MIN_VALUE : i % 9 == 2 ? Long.MAX_VALUE : -i * 7L;
      case "price" -> BigDecimal.valueOf(10_000_000_000L + i * 12_345_678L, 8).add(units(raise));
      case "size" -> i % 6 == 0 ? null : new BigDecimal("98765432109876543210.12345678").negate();
      case "notional" ->
          i % 7 == 0
              ? null
              : i % 7 == 1 ? LARGEST : i % 7 == 2 ? LARGEST.negate() : BigDecimal.valueOf(i, 16);
      case "signal" -> i % 4 == 0 ? null : i % 4 == 1 ? SIGNALS.get(i / 4 % 8) : (Object) (i / 3.0);
      case "side" -> i % 3 == 0 ? null : i % 3 == 1 ? "" : "SELL, at whatever price there is: " + i;
      case "mock" -> i % 11 == 0 ? null : (Object) (i % 2 == 0);
      case "settled" -> i % 5 == 4 ? null : LocalDate.parse(SETTLED.get(i % 4));
      case "seen" -> i % 5 == 3 ? null : Instant.parse(SEEN.get(i % 4));
      case "event_date" -> LocalDate.ofInstant(eventTime(i), ZoneOffset.UTC);
      default -> null;
    };
  }

  private static BigDecimal units(int raise) {
    return BigDecimal.valueOf(raise).setScale(8);
  }

  /** A row each 37 minutes and a microsecond. */
  private static Instant eventTime(int i) {
    return START.plusSeconds(i * 37L * 60).plusNanos(i * 1_000L);
  }
}
