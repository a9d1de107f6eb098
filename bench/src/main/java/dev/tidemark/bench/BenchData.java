package dev.tidemark.bench;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import java.time.LocalDate;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic series on which Tidemark and its peers run: one-minute bars of ten assets over a year
 * and events between them. Seeded: every run sees the same rows.
 */
final class BenchData {

  static final int ASSETS = 10;
  static final long START_MICROS = 1_704_067_200_000_000L; // 2024-01-01T00:00:00Z
  static final long MINUTE_MICROS = 60_000_000L;
  static final long YEAR_MINUTES = 365L * 1440L;
  private static final int BATCH = 262_144;

  static final TableSpec BARS =
      TableSpec.of(
              "bench.bars",
              TableSchema.of(
                  Column.string("instrument"),
                  Column.timestamp("t_close"),
                  Column.float64("open"),
                  Column.float64("high"),
                  Column.float64("low"),
                  Column.float64("close"),
                  Column.float64("volume"),
                  Column.date("event_month")))
          .withPartitionBy("event_month")
          .withSortBy("instrument", "t_close");

  static final TableSpec EVENTS =
      TableSpec.of(
              "bench.events",
              TableSchema.of(
                  Column.string("instrument"), Column.timestamp("ts"), Column.date("event_month")))
          .withPartitionBy("event_month")
          .withSortBy("instrument", "ts");

  private BenchData() {}

  static String[] symbols() {
    String[] names = new String[ASSETS];
    for (int i = 0; i < ASSETS; i++) {
      names[i] = "ASSET" + i;
    }
    return names;
  }

  /**
   * About {@code rows} bars: {@link #ASSETS} random walks in minutes from {@link #START_MICROS}.
   */
  static BatchSource bars(long rows) {
    return new Bars(rows);
  }

  /** {@code rows} events at random instants of the year, in order of time within each asset. */
  static BatchSource events(long rows) {
    return new Events(rows);
  }

  private static int month(long micros) {
    return (int)
        LocalDate.ofEpochDay(Math.floorDiv(micros, 86_400_000_000L)).withDayOfMonth(1).toEpochDay();
  }

  private static final class Bars implements BatchSource {
    private final long perAsset;
    private final SplittableRandom random = new SplittableRandom(42);
    private int asset;
    private long minute;
    private double close = 100;

    Bars(long rows) {
      this.perAsset = rows / ASSETS;
    }

    @Override
    public @Nullable ColumnBatch next() {
      if (asset == ASSETS) {
        return null;
      }
      int n = (int) Math.min(BATCH, perAsset - minute);
      int[] codes = new int[n];
      int[] months = new int[n];
      long[] closes = new long[n];
      double[][] ohlcv = new double[5][n];
      for (int i = 0; i < n; i++) {
        long at = START_MICROS + (minute + i + 1) * MINUTE_MICROS;
        double open = close;
        close = Math.max(1, Math.rint((open + random.nextGaussian() * 0.05) * 100) / 100);
        double reach = Math.rint(random.nextDouble() * 10) / 100;
        codes[i] = asset;
        closes[i] = at;
        months[i] = month(at);
        ohlcv[0][i] = open;
        ohlcv[1][i] = Math.max(open, close) + reach;
        ohlcv[2][i] = Math.min(open, close) - reach / 2;
        ohlcv[3][i] = close;
        ohlcv[4][i] = random.nextInt(1, 10_000);
      }
      minute += n;
      if (minute == perAsset) {
        asset++;
        minute = 0;
        close = 100 + asset;
      }
      return ColumnBatch.of(BARS.schema(), n)
          .with("instrument", new Vector.Dictionary(codes, symbols()))
          .with("t_close", new Vector.Longs(closes))
          .with("open", new Vector.Doubles(ohlcv[0]))
          .with("high", new Vector.Doubles(ohlcv[1]))
          .with("low", new Vector.Doubles(ohlcv[2]))
          .with("close", new Vector.Doubles(ohlcv[3]))
          .with("volume", new Vector.Doubles(ohlcv[4]))
          .with("event_month", new Vector.Ints(months))
          .build();
    }
  }

  private static final class Events implements BatchSource {
    private final long perAsset;
    private final long step;
    private final SplittableRandom random = new SplittableRandom(7);
    private int asset;
    private long done;

    Events(long rows) {
      this.perAsset = rows / ASSETS;
      this.step = YEAR_MINUTES * MINUTE_MICROS / Math.max(1, perAsset);
    }

    @Override
    public @Nullable ColumnBatch next() {
      if (asset == ASSETS) {
        return null;
      }
      int n = (int) Math.min(BATCH, perAsset - done);
      int[] codes = new int[n];
      int[] months = new int[n];
      long[] times = new long[n];
      for (int i = 0; i < n; i++) {
        long at = START_MICROS + (done + i) * step + random.nextLong(step);
        codes[i] = asset;
        times[i] = at;
        months[i] = month(at);
      }
      done += n;
      if (done == perAsset) {
        asset++;
        done = 0;
      }
      return ColumnBatch.of(EVENTS.schema(), n)
          .with("instrument", new Vector.Dictionary(codes, symbols()))
          .with("ts", new Vector.Longs(times))
          .with("event_month", new Vector.Ints(months))
          .build();
    }
  }
}
