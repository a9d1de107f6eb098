package dev.tidemark.bench;

import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Warm latency of the pruned queries that people ask all day, on a year of minutes of ten assets.
 */
final class QueryBenchmark {
  private static final int WARMUPS = 20;
  private static final int TIMES = 51;

  private QueryBenchmark() {}

  static void run(Workspace space, Report report) throws Exception {
    Table bars = space.store().create(BenchData.BARS.withName(TableName.parse("bench.query_bars")));
    bars.append(
        BenchData.bars(BenchData.YEAR_MINUTES * BenchData.ASSETS), CommitRequest.of("BENCH"));
    report.heading("Pruned queries, 5.256 M one-minute bars, warm");
    latency(report, bars, "one day, ten assets", day(200));
    latency(
        report,
        bars,
        "one asset, one hour",
        Predicate.and(Predicate.eq("instrument", "ASSET7"), hours(200, 1)));
    latency(
        report,
        bars,
        "one asset, one year (close only)",
        Predicate.eq("instrument", "ASSET7"),
        "t_close",
        "close");
  }

  private static Predicate day(int day) {
    return hours(day, 24);
  }

  private static Predicate hours(int day, int hours) {
    Instant from =
        Instant.EPOCH.plus(BenchData.START_MICROS, ChronoUnit.MICROS).plus(day, ChronoUnit.DAYS);
    return Predicate.and(
        Predicate.gt("t_close", from), Predicate.le("t_close", from.plus(hours, ChronoUnit.HOURS)));
  }

  private static void latency(
      Report report, Table table, String name, Predicate where, String... columns) {
    long[] nanos = new long[TIMES];
    long rows = 0;
    for (int i = -WARMUPS; i < TIMES; i++) {
      long start = System.nanoTime();
      rows = table.latest().scan(ScanRequest.columns(columns).where(where)).count();
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    report.latency(name, rows, nanos[TIMES / 2] / 1e6, nanos[TIMES * 95 / 100] / 1e6);
  }
}
