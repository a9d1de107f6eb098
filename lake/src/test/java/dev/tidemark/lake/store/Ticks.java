package dev.tidemark.lake.store;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;

/** A small table with a column of every kind, and rows for it that depend only on their number. */
final class Ticks {
  static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  static final String[] INSTRUMENTS = {"BTC-USD", "ETH-USD", "SPY"};

  static final TableSchema SCHEMA =
      TableSchema.of(
          Column.string("instrument"),
          Column.timestamp("event_time"),
          Column.timestamp("known_time"),
          Column.int64("seq"),
          Column.int32("version"),
          Column.decimal("price", 18, 8),
          Column.decimal("size", 28, 8),
          Column.float64("signal").nullableColumn(),
          Column.string("side").nullableColumn(),
          Column.bool("is_mock"),
          Column.date("event_date"));

  static final TableSpec SPEC =
      TableSpec.of("bronze.ticks", SCHEMA)
          .withPartitionBy("event_date")
          .withSortBy("instrument", "event_time")
          .withDescription("test", "ticks for tests");

  private Ticks() {}

  /** Row i: instrument i mod 3, one tick every 7 minutes 3 seconds 11 microseconds. */
  static ColumnBatch rows(int from, int count) {
    int[] instrument = new int[count];
    long[] event = new long[count];
    long[] known = new long[count];
    long[] seq = new long[count];
    int[] version = new int[count];
    long[] price = new long[count];
    long[] high = new long[count];
    long[] low = new long[count];
    double[] signal = new double[count];
    BitSet noSignal = new BitSet();
    String[] side = new String[count];
    boolean[] mock = new boolean[count];
    int[] date = new int[count];
    for (int k = 0; k < count; k++) {
      int i = from + k;
      instrument[k] = i % 3;
      event[k] = micros(i);
      known[k] = event[k] + 1_500_000;
      seq[k] = i;
      version[k] = i % 5;
      price[k] = 10_000_000_000L + i * 12_345_678L;
      low[k] = i * 100_000_000L + 7;
      high[k] = 0;
      signal[k] = i * 0.25 - 3;
      if (i % 4 == 0) {
        noSignal.set(k);
      }
      side[k] = i % 2 == 0 ? "BUY" : i % 7 == 0 ? null : "SELL";
      mock[k] = i % 11 == 0;
      date[k] = (int) Math.floorDiv(event[k], 86_400_000_000L);
    }
    return ColumnBatch.of(SCHEMA, count)
        .with("instrument", new Vector.Dictionary(instrument, INSTRUMENTS.clone()))
        .with("event_time", new Vector.Longs(event))
        .with("known_time", new Vector.Longs(known))
        .with("seq", new Vector.Longs(seq))
        .with("version", new Vector.Ints(version))
        .with("price", new Vector.Longs(price))
        .with("size", new Vector.Decimals(high, low, null))
        .with("signal", new Vector.Doubles(signal, noSignal))
        .with("side", new Vector.Strings(side))
        .with("is_mock", new Vector.Booleans(mock))
        .with("event_date", new Vector.Ints(date))
        .build();
  }

  static long micros(int row) {
    return START.getEpochSecond() * 1_000_000 + row * 423_000_011L;
  }

  static Instant eventTime(int row) {
    long micros = micros(row);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
  }

  static LocalDate eventDate(int row) {
    return LocalDate.ofEpochDay(Math.floorDiv(micros(row), 86_400_000_000L));
  }

  static BigDecimal price(int row) {
    return BigDecimal.valueOf(10_000_000_000L + row * 12_345_678L, 8);
  }

  static long[] seqs(int from, int count) {
    long[] out = new long[count];
    Arrays.setAll(out, k -> from + k);
    return out;
  }
}
