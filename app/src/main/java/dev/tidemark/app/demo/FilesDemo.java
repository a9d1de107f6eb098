package dev.tidemark.app.demo;

import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.provider.Provider;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.catalog.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The demo on the user's own files. */
final class FilesDemo {
  private static final int MOST_SERIES = 20;
  private static final int MOST_ANALYSES = 3;

  private final Demo demo;
  private final DemoAnalysis analysis;
  private final DemoPrinter printer;
  private final BackfillListener progress;

  FilesDemo(Demo demo, DemoAnalysis analysis, DemoPrinter printer, BackfillListener progress) {
    this.demo = demo;
    this.analysis = analysis;
    this.printer = printer;
    this.progress = progress;
  }

  void run(Path root, Provider provider) {
    printer.line("Tidemark demo on the files below " + root);
    printer.heading("Ingest, through the gate, into bronze");
    demo.ingest("files", provider, Selection.all(), progress);
    printer.heading("Silver: winners, indicators, regime, pulse");
    demo.buildSilver();
    demo.ask(
        "What there is (the longest " + MOST_SERIES + " series)",
        """
        SELECT instrument, timeframe, count(*) AS bars, min(event_time) AS first, max(event_time) AS last,
          string_agg(DISTINCT source_provider, ',' ORDER BY source_provider) AS providers
        FROM silver.market_data_unified GROUP BY ALL ORDER BY bars DESC, instrument, timeframe LIMIT %d
        """
            .formatted(MOST_SERIES));
    demo.ask(
        "The last bar of those with the most recent data",
        """
        SELECT instrument, timeframe, event_time, close, sma_20, rsi_14, adx_14, regime
        FROM silver.market_data_enriched
        QUALIFY row_number()
          OVER (PARTITION BY instrument, timeframe ORDER BY event_time DESC, known_time DESC, revision DESC) = 1
        ORDER BY event_time DESC, instrument, timeframe LIMIT %d
        """
            .formatted(MOST_SERIES));
    showTwoTimes();
    printer.heading("Latency of everyday reads, warm");
    List<Map<String, @Nullable Object>> longest =
        demo.ask(
            "The longest series",
            """
            SELECT instrument, timeframe, max(event_time) AS last FROM silver.market_data_enriched
            GROUP BY ALL ORDER BY count(*) DESC, instrument, timeframe LIMIT 1
            """);
    if (!longest.isEmpty() && longest.get(0).get("last") instanceof Instant last) {
      demo.latency(
          "its last day",
          demo.table(Tables.MARKET_DATA_ENRICHED.name()),
          Predicate.and(
              Predicate.eq("instrument", String.valueOf(longest.get(0).get("instrument"))),
              Predicate.eq("timeframe", String.valueOf(longest.get(0).get("timeframe"))),
              Predicate.gt("event_time", last.minus(1, ChronoUnit.DAYS))));
    }
    analyse();
  }

  /** The instruments with the most bars of a length that is analysed. */
  private void analyse() {
    printer.heading("When do prices revert to their mean? At most five years, all defaults");
    List<Map<String, @Nullable Object>> longest =
        demo.ask(
            "The longest histories",
            """
            SELECT instrument, max(bars) AS bars FROM (
              SELECT instrument, timeframe, count(DISTINCT event_time) AS bars FROM silver.market_data_unified
              WHERE timeframe IN ('5m', '15m', '1h') GROUP BY ALL)
            GROUP BY instrument ORDER BY bars DESC, instrument LIMIT %d
            """
                .formatted(MOST_ANALYSES));
    longest.forEach(row -> analysis.analyze(String.valueOf(row.get("instrument"))));
    if (longest.isEmpty()) {
      printer.line("  nothing to analyse: no bars of 5m, 15m or 1h");
    }
  }

  /** What could be known half-way through, against what is known now. */
  private void showTwoTimes() {
    Table unified = demo.table(Tables.MARKET_DATA_UNIFIED.name());
    List<Map<String, @Nullable Object>> middle =
        demo.ask(
            "Half of the bars were known by",
            "SELECT quantile_disc(known_time, 0.5) AS known FROM silver.market_data_unified");
    String count =
        """
        SELECT count(*) AS bars, count(DISTINCT instrument) AS instruments, max(event_time) AS last
        FROM silver.market_data_unified
        """;
    Snapshot now = unified.latest();
    if (!middle.isEmpty() && middle.get(0).get("known") instanceof Instant known) {
      demo.ask("As known then", count, view(now.asKnown(known)));
    }
    demo.ask("As known now", count, view(now));
    long before = Math.max(0, now.version() - 1);
    demo.ask(
        "Time travel: the table one version ago",
        count,
        view(unified.snapshot(Reading.version(before))));
  }

  private static Map<String, Snapshot> view(Snapshot snapshot) {
    return Map.of(snapshot.table().toString(), snapshot);
  }
}
