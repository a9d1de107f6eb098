package dev.tidemark.bench;

import dev.tidemark.core.indicator.BarColumns;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.indicator.IndicatorSet;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.CommitRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.Vector;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.SilverBuild;
import dev.tidemark.transform.SilverConfig;
import dev.tidemark.transform.work.OrderedWork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Indicators of bars, from Parquet to Parquet: fourteen columns through the lake's scan and append,
 * and the silver build with all of its columns, against what DuckDB can say in SQL.
 */
final class EnrichBenchmark {
  private static final double MINUTES_PER_YEAR = 525_600;
  private static final int DAY_MINUTES = 1_440;

  private static final TableSpec FEATURES =
      TableSpec.of("bench.enriched", features())
          .withPartitionBy("event_month")
          .withSortBy("instrument", "t_close");

  private EnrichBenchmark() {}

  private static TableSchema features() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.string("instrument"));
    columns.add(Column.timestamp("t_close"));
    for (Indicator indicator : KernelBenchmark.FOURTEEN) {
      columns.add(Column.float64(indicator.column()).nullableColumn());
    }
    columns.add(Column.date("event_month"));
    return new TableSchema(columns);
  }

  static void run(Workspace space, Report report, long rows, int threads, InstantSource clock)
      throws Exception {
    TableStore store = space.store();
    Table bars = store.create(BenchData.BARS);
    bars.append(BenchData.bars(rows), CommitRequest.of("BENCH"));
    UnifiedBars.write(store, rows);
    long count = bars.latest().rows();

    report.title("Enrichment of " + rows / 1_000_000 + " M bars, Parquet to Parquet");
    Measurement fourteen =
        Meter.median("tidemark: 14 columns", 1, 3, () -> fourteen(store, bars, threads));
    report.line(fourteen);
    SilverBuild silver = new SilverBuild(store, SilverConfig.DEFAULTS.withThreads(threads), clock);
    Measurement build =
        Meter.once(
            "tidemark: silver build, 23 and regime",
            () -> silver.enrich(BuildMode.FULL).rowsWritten());
    report.line(build);
    try (DuckPeer duck = new DuckPeer(threads)) {
      int[] run = {0};
      Measurement peer =
          Meter.median(
              "DuckDB: the 7 SQL can express",
              1,
              3,
              () -> {
                duck.enrich(
                    space.table("bench", "bars"), space.path("peer" + run[0]++ + ".parquet"));
                return count;
              });
      report.line(peer);
      report.note("14 columns against DuckDB's 7:");
      report.ratio(fourteen, peer);
      report.note("silver build against DuckDB's 7:");
      report.ratio(build, peer);
    }
  }

  /** Appends all features; returns the rows written. */
  private static long fourteen(TableStore store, Table bars, int threads) {
    Snapshot source = bars.latest();
    Table out = store.create(FEATURES);
    List<OrderedWork.Task> tasks = new ArrayList<>();
    for (String symbol : BenchData.symbols()) {
      tasks.add(sink -> series(source, symbol, sink));
    }
    try (OrderedWork rows = new OrderedWork(tasks, threads)) {
      return out.append(rows, CommitRequest.of("BENCH")).rows();
    }
  }

  private static void series(Snapshot bars, String symbol, Consumer<ColumnBatch> out) {
    IndicatorSet indicators = new IndicatorSet(KernelBenchmark.FOURTEEN, MINUTES_PER_YEAR);
    try (Scan scan =
        bars.scan(
            ScanRequest.columns("t_close", "open", "high", "low", "close", "volume", "event_month")
                .where(Predicate.eq("instrument", symbol))
                .orderBy("t_close"))) {
      for (ColumnBatch batch = scan.next(); batch != null; batch = scan.next()) {
        out.accept(enriched(batch, symbol, indicators));
      }
    }
  }

  private static ColumnBatch enriched(ColumnBatch bars, String symbol, IndicatorSet indicators) {
    int rows = bars.rows();
    long[] closes = bars.longs("t_close");
    int[] session = new int[rows];
    for (int i = 0; i < rows; i++) {
      session[i] = (int) ((closes[i] / BenchData.MINUTE_MICROS - 1) / DAY_MINUTES);
    }
    double[][] values = new double[KernelBenchmark.FOURTEEN.size()][rows];
    BarColumns columns =
        BarColumns.of(
                bars.doubles("open"),
                bars.doubles("high"),
                bars.doubles("low"),
                bars.doubles("close"),
                bars.doubles("volume"))
            .withSessions(session);
    indicators.run(columns, 0, rows, values);
    ColumnBatch.Builder out =
        ColumnBatch.of(FEATURES.schema(), rows)
            .constant("instrument", symbol)
            .with("t_close", new Vector.Longs(closes))
            .with("event_month", bars.vector("event_month"));
    int at = 0;
    for (Indicator indicator : KernelBenchmark.FOURTEEN) {
      out.with(indicator.column(), nullable(values[at++], rows));
    }
    return out.build();
  }

  /** NaN is null. */
  private static Vector nullable(double[] values, int rows) {
    BitSet nulls = new BitSet();
    for (int i = 0; i < rows; i++) {
      if (Double.isNaN(values[i])) {
        nulls.set(i);
      }
    }
    return new Vector.Doubles(values, nulls.isEmpty() ? null : nulls);
  }
}
