package dev.tidemark.lake.store;

import com.sun.management.OperatingSystemMXBean;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.Vector;
import dev.tidemark.lake.catalog.Tables;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures the lake by hand: {@code LakeMeasure DIRECTORY [ticks in millions]}. Not a test. */
final class LakeMeasure {
  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final long START = Instant.parse("2024-01-01T00:00:00Z").getEpochSecond();

  private LakeMeasure() {}

  public static void main(String[] args) throws IOException {
    Path root = Files.createDirectories(Path.of(args[0]));
    int millions = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    try (LocalTableStore store =
        LocalTableStore.open(LakeOptions.of(root, InstantSource.system()))) {
      ticks(store, millions);
      if (args.length <= 2) {
        bars(store);
      }
    }
  }

  private static <T> T timed(String what, long rows, Supplier<T> work) {
    long cpu = OS.getProcessCpuTime();
    long wall = System.nanoTime();
    T result = work.get();
    double seconds = (System.nanoTime() - wall) / 1e9;
    double cpuSeconds = (OS.getProcessCpuTime() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-44s %8.3f s %8.3f cpu-s %10.0f rows/s %10.0f rows/cpu-s%n",
        what,
        seconds,
        cpuSeconds,
        rows / seconds,
        rows / cpuSeconds);
    return result;
  }

  private static void ticks(LocalTableStore store, int millions) {
    Table table = store.create(Tables.RAW_TRADES);
    int per = 250_000;
    int batches = millions * 4;
    SplittableRandom random = new SplittableRandom(1);
    BatchSource source =
        new BatchSource() {
          private int made;

          @Override
          public @Nullable ColumnBatch next() {
            return made == batches ? null : trades(made++ * (long) per, per, random);
          }
        };
    long rows = (long) per * batches;
    timed("append trades, 24 columns", rows, () -> table.append(source, CommitRequest.of("LOAD")));
    System.out.printf(
        "files %d, bytes/row %.1f, heap peak see -Xmx%n",
        table.latest().files(), table.latest().bytes() / (double) rows);
    for (int i = 0; i < 2; i++) {
      timed(
          "scan 6 columns into arrays",
          rows,
          () ->
              table
                  .latest()
                  .scan(
                      ScanRequest.columns(
                          "instrument", "event_time", "seq", "price", "size", "side"))
                  .count());
    }
    timed("scan all columns", rows, () -> table.latest().scan(ScanRequest.all()).count());
  }

  private static ColumnBatch trades(long from, int count, SplittableRandom random) {
    long[] time = new long[count];
    long[] seq = new long[count];
    long[] price = new long[count];
    long[] high = new long[count];
    long[] size = new long[count];
    int[] side = new int[count];
    int[] date = new int[count];
    String[] id = new String[count];
    boolean[] flag = new boolean[count];
    for (int i = 0; i < count; i++) {
      time[i] = START * 1_000_000 + (from + i) * 60_000L + random.nextInt(20_000);
      seq[i] = from + i;
      price[i] = (4_200_000 + random.nextInt(1000)) * 1_000_000L;
      size[i] = random.nextInt(100_000) * 1000L;
      side[i] = random.nextInt(2);
      date[i] = (int) (time[i] / 86_400_000_000L);
      id[i] = Long.toString(1_000_000_000L + from + i);
      flag[i] = true;
    }
    long[] rows = seq;
    return ColumnBatch.of(Tables.RAW_TRADES.schema(), count)
        .constant("instrument", "BTC-USD")
        .with("event_time", new Vector.Longs(time))
        .with("known_time", new Vector.Longs(time))
        .constant("known_time_basis", "ASSUMED")
        .constant("source_provider", "binance")
        .constant("source_seq", 0L)
        .with("trade_id", new Vector.Strings(id))
        .with("seq", new Vector.Longs(seq))
        .constant("version", 1)
        .constant("op", "NEW")
        .with("price", new Vector.Longs(price))
        .with("size", new Vector.Decimals(high, size, null))
        .with("side", new Vector.Dictionary(side, new String[] {"BUY", "SELL"}))
        .constant("upd_last", true)
        .constant("upd_hilo", true)
        .with("upd_vol", new Vector.Booleans(flag))
        .constant("is_mock", false)
        .constant("_ingestion_id", "2024-run-1")
        .constant("_source_file", "BTC-USD/trades.csv.gz")
        .with("_source_row", new Vector.Longs(rows))
        .constant("_extracted_at", Instant.ofEpochSecond(START))
        .with("event_date", new Vector.Ints(date))
        .build();
  }

  private static void bars(LocalTableStore store) {
    TableSpec spec = Tables.bars(Timeframe.M1);
    Table table = store.create(spec);
    int assets = 10;
    int days = 365;
    int[] made = {0};
    BatchSource source =
        () -> made[0] == assets ? null : bars(spec, "ASSET-" + made[0]++, days * 1440);
    long rows = (long) assets * days * 1440;
    timed("append 1m bars, 31 columns", rows, () -> table.append(source, CommitRequest.of("LOAD")));
    System.out.printf(
        "files %d, bytes/row %.1f%n",
        table.latest().files(), table.latest().bytes() / (double) rows);
    Instant day = Instant.parse("2024-07-10T00:00:00Z");
    String[] columns = {"instrument", "event_time", "open", "high", "low", "close", "volume"};
    Predicate month = Predicate.eq("event_month", LocalDate.of(2024, 7, 1));
    for (boolean withMonth : new boolean[] {true, false}) {
      Predicate p = withMonth ? month : Predicate.all();
      query(
          "one day",
          table,
          ScanRequest.columns(columns)
              .where(
                  Predicate.and(
                      p,
                      Predicate.ge("event_time", day),
                      Predicate.lt("event_time", day.plusSeconds(86_400)))));
      query(
          "asset + hour",
          table,
          ScanRequest.columns(columns)
              .where(
                  Predicate.and(
                      p,
                      Predicate.eq("instrument", "ASSET-4"),
                      Predicate.ge("event_time", day.plusSeconds(36_000)),
                      Predicate.lt("event_time", day.plusSeconds(39_600)))));
    }
    query(
        "one asset, year",
        table,
        ScanRequest.columns(columns).where(Predicate.eq("instrument", "ASSET-4")));
    query("everything, 7 columns", table, ScanRequest.columns(columns));
  }

  private static void query(String what, Table table, ScanRequest request) {
    double[] millis = new double[21];
    long rows = 0;
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      rows = table.latest().scan(request).count();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-24s %9d rows, median %7.1f ms, best %7.1f ms, p90 %7.1f ms%n",
        what,
        rows,
        millis[millis.length / 2],
        millis[0],
        millis[18]);
  }

  private static ColumnBatch bars(TableSpec spec, String instrument, int count) {
    SplittableRandom random = new SplittableRandom(instrument.hashCode());
    long[] time = new long[count];
    long[] close = new long[count];
    long[] open = new long[count];
    long[] high = new long[count];
    long[] low = new long[count];
    long[] volumeHigh = new long[count];
    long[] volume = new long[count];
    long[] trades = new long[count];
    long[] row = new long[count];
    int[] month = new int[count];
    long price = 100_00;
    for (int i = 0; i < count; i++) {
      time[i] = (START + i * 60L) * 1_000_000;
      open[i] = price * 1_000_000;
      price = Math.max(100, price + random.nextInt(-20, 21));
      close[i] = price * 1_000_000;
      high[i] = Math.max(open[i], close[i]) + random.nextInt(10) * 1_000_000L;
      low[i] = Math.min(open[i], close[i]) - random.nextInt(10) * 1_000_000L;
      volume[i] = random.nextInt(1_000_000) * 10_000L;
      trades[i] = random.nextInt(500);
      row[i] = i;
      month[i] =
          (int)
              LocalDate.ofInstant(Instant.ofEpochSecond(START + i * 60L), ZoneOffset.UTC)
                  .withDayOfMonth(1)
                  .toEpochDay();
    }
    return ColumnBatch.of(spec.schema(), count)
        .constant("instrument", instrument)
        .with("event_time", new Vector.Longs(time))
        .with("known_time", new Vector.Longs(time))
        .constant("known_time_basis", "ASSUMED")
        .constant("source_provider", "sim")
        .constant("source_seq", 0L)
        .constant("timeframe", "1m")
        .with("t_close", new Vector.Longs(time))
        .with("open", new Vector.Longs(open))
        .with("high", new Vector.Longs(high))
        .with("low", new Vector.Longs(low))
        .with("close", new Vector.Longs(close))
        .with("volume", new Vector.Decimals(volumeHigh, volume, null))
        .with("trade_count", new Vector.Longs(trades))
        .constant("partial", false)
        .constant("revision", 0)
        .constant("is_mock", true)
        .constant("_ingestion_id", "run")
        .constant("_source_file", instrument + ".csv")
        .with("_source_row", new Vector.Longs(row))
        .constant("_extracted_at", Instant.ofEpochSecond(START))
        .with("event_month", new Vector.Ints(month))
        .build();
  }
}
