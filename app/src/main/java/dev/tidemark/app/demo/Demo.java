package dev.tidemark.app.demo;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.backfill.BackfillPlan;
import dev.tidemark.ingest.backfill.BackfillService;
import dev.tidemark.ingest.backfill.BackfillSummary;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.Refusal;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.ScanRequest;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.catalog.Tables;
import dev.tidemark.transform.BuildMode;
import dev.tidemark.transform.BuildResult;
import dev.tidemark.transform.SilverBuild;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The steps of the demo. Each prints a line with what it did and how long it took. */
final class Demo {
  private static final int LATENCY_WARMUPS = 5;
  private static final int LATENCY_RUNS = 21;
  private static final long PRICE_UNIT = 100_000_000L;

  private final TableStore store;
  private final BackfillService backfill;
  private final SilverTurn silver;
  private final DemoPrinter printer;
  private final LongSupplier ticker;

  Demo(
      TableStore store,
      BackfillService backfill,
      SilverTurn silver,
      DemoPrinter printer,
      LongSupplier ticker) {
    this.store = store;
    this.backfill = backfill;
    this.silver = silver;
    this.printer = printer;
    this.ticker = ticker;
  }

  /** Does something with the builder of silver while no other process builds. */
  @FunctionalInterface
  interface SilverTurn {
    BuildResult take(Function<SilverBuild, BuildResult> step);
  }

  /** Gates and stores what a provider has, and says what became of every row. */
  BackfillSummary ingest(
      String name, Provider provider, Selection selection, BackfillListener listener) {
    BackfillPlan plan = backfill.plan(provider, selection);
    BackfillSummary summary = backfill.run(provider, plan, listener);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("stored", summary.stored());
    details.put("deadLetters", summary.deadLetters());
    details.put("repeated", summary.repeated());
    details.put("refusedSources", summary.refusals().size());
    printer.step(
        name,
        summary.rowsIn(),
        summary.elapsed(),
        String.format(
            Locale.ROOT,
            "= %,d stored + %,d dead letters + %,d repeated",
            summary.stored(),
            summary.deadLetters(),
            summary.repeated()),
        details);
    summary
        .rejects()
        .forEach((reason, count) -> printer.line("      rejected " + reason + ": " + count));
    printRefusals(summary.refusals());
    return summary;
  }

  /**
   * One line per reason with an example: a directory may hold hundreds of files that are no bars.
   */
  private void printRefusals(List<Refusal> refusals) {
    Map<String, List<Refusal>> byCode = new TreeMap<>();
    for (Refusal refusal : refusals) {
      byCode.computeIfAbsent(refusal.code(), code -> new ArrayList<>()).add(refusal);
    }
    byCode.forEach(
        (code, all) ->
            printer.line(
                "      refused %3d sources %s, e.g. %s: %s"
                    .formatted(all.size(), code, all.get(0).source(), all.get(0).why())));
  }

  /** Builds what changed in the silver tables. */
  void buildSilver() {
    build(silver.take(builder -> builder.unify(BuildMode.INCREMENTAL)));
    build(silver.take(builder -> builder.enrich(BuildMode.INCREMENTAL)));
    build(silver.take(builder -> builder.pulse(BuildMode.INCREMENTAL)));
  }

  private void build(BuildResult result) {
    printer.step(
        result.table().toString(),
        result.rowsWritten(),
        result.elapsed(),
        String.format(
            Locale.ROOT, "from %,d rows of %,d series", result.rowsRead(), result.series()),
        Map.of("rowsRead", result.rowsRead(), "version", result.version()));
  }

  /** Prints the answer of a SELECT under a sentence that says what was asked. */
  List<Map<String, @Nullable Object>> ask(String question, String sql) {
    return ask(question, sql, Map.of());
  }

  List<Map<String, @Nullable Object>> ask(
      String question, String sql, Map<String, Snapshot> views) {
    List<Map<String, @Nullable Object>> rows;
    try (Scan scan = views.isEmpty() ? store.sql(sql, Reading.latest()) : store.sql(sql, views)) {
      rows = scan.rows();
    }
    printer.line("  " + question);
    printer.table(rows);
    printer.answer(question, rows);
    return rows;
  }

  /** The corrected close of a bar: a cent per dollar lower, published the next morning. */
  BarCorrection correctionOf(Series series, Instant label, Instant known) {
    Map<String, @Nullable Object> bar =
        one(
            """
            SELECT open, high, low, close, volume FROM bronze.%s
            WHERE instrument = '%s' AND event_time = TIMESTAMPTZ '%s' AND revision = 0
            """
                .formatted(
                    Tables.bars(Timeframe.M1).name().name(), series.instrument().symbol(), label));
    BigDecimal close = decimal(bar, "close").multiply(new BigDecimal("0.99"));
    return new BarCorrection(
        series,
        ChronoUnit.NANOS.between(Instant.EPOCH, label),
        unscaled(decimal(bar, "open")),
        unscaled(decimal(bar, "high")),
        Math.min(unscaled(decimal(bar, "low")), unscaled(close)),
        unscaled(close),
        unscaled(decimal(bar, "volume")),
        ChronoUnit.NANOS.between(Instant.EPOCH, known));
  }

  private Map<String, @Nullable Object> one(String sql) {
    try (Scan scan = store.sql(sql, Reading.latest())) {
      List<Map<String, @Nullable Object>> rows = scan.rows();
      if (rows.isEmpty()) {
        throw new IllegalStateException("the demo's own bar is missing: " + sql);
      }
      return rows.get(0);
    }
  }

  private static BigDecimal decimal(Map<String, @Nullable Object> row, String column) {
    Object value = row.get(column);
    return value instanceof BigDecimal d ? d : BigDecimal.ZERO;
  }

  private static long unscaled(BigDecimal value) {
    return value.multiply(BigDecimal.valueOf(PRICE_UNIT)).longValue();
  }

  /** Median of warm repetitions of a pruned read of one table. */
  void latency(String name, Table table, Predicate where) {
    long[] nanos = new long[LATENCY_RUNS];
    long rows = 0;
    for (int i = -LATENCY_WARMUPS; i < LATENCY_RUNS; i++) {
      long start = ticker.getAsLong();
      rows = table.latest().scan(ScanRequest.all().where(where)).count();
      if (i >= 0) {
        nanos[i] = ticker.getAsLong() - start;
      }
    }
    Arrays.sort(nanos);
    double millis = nanos[LATENCY_RUNS / 2] / 1e6;
    printer.line(
        String.format(Locale.ROOT, "  %-34s %,12d rows %7.1f ms median", name, rows, millis));
    printer.answer(name, List.of(Map.of("rows", rows, "medianMillis", millis)));
  }

  Table table(TableName name) {
    return store.open(name);
  }

  static Series minutesOf(Instrument instrument, String provider) {
    return new Series(provider, instrument, SeriesType.bars(Timeframe.M1));
  }
}
