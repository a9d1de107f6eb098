package dev.tidemark.app.demo;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.backfill.BackfillListener;
import dev.tidemark.ingest.provider.Selection;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.simulator.DemoUniverse;
import dev.tidemark.ingest.simulator.FaultPlan;
import dev.tidemark.ingest.simulator.MarketModel;
import dev.tidemark.ingest.simulator.SimulatorProvider;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.catalog.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The demo on simulated data: every number below is the same on every machine. */
final class SimulatedDemo {
  private static final MarketModel CORRECTED = DemoUniverse.demo().get(0);
  private static final Instant LABEL = Instant.parse("2025-06-30T19:30:00Z");
  private static final Instant BEFORE = Instant.parse("2025-06-30T21:00:00Z");
  private static final Instant PUBLISHED = Instant.parse("2025-07-01T12:00:00Z");
  private static final Instant AFTER = Instant.parse("2025-07-02T00:00:00Z");
  private static final double FAULT_RATE = 0.002;

  private final Demo demo;
  private final DemoAnalysis analysis;
  private final LiveDemo live;
  private final DemoPrinter printer;
  private final BackfillListener progress;

  SimulatedDemo(
      Demo demo,
      DemoAnalysis analysis,
      LiveDemo live,
      DemoPrinter printer,
      BackfillListener progress) {
    this.demo = demo;
    this.analysis = analysis;
    this.live = live;
    this.printer = printer;
    this.progress = progress;
  }

  void run() throws InterruptedException {
    printer.line(
        "Tidemark demo: a simulated market, seed "
            + DemoUniverse.SEED
            + ", "
            + DemoUniverse.FROM
            + " to "
            + DemoUniverse.TO);
    printer.heading("Ingest, through the gate, into bronze");
    demo.ingest(
        "minutes of SIMA, SIMB, NOISE",
        new SimulatorProvider(DemoUniverse.demo(), DemoUniverse.SEED, FaultPlan.NONE),
        only(SeriesType.bars(Timeframe.M1)),
        progress);
    demo.ingest(
        "a day of SIMA ticks, with faults",
        new SimulatorProvider(
            DemoUniverse.demo(), DemoUniverse.SEED, FaultPlan.of(DemoUniverse.SEED, FAULT_RATE)),
        only(SeriesType.TRADES, SeriesType.QUOTES),
        progress);

    printer.heading("Silver: winners, indicators, regime, pulse");
    demo.buildSilver();
    showLast();

    printer.heading("A correction arrives the next morning: one close, one percent lower");
    Table enriched = demo.table(Tables.MARKET_DATA_ENRICHED.name());
    long versionBefore = enriched.latest().version();
    demo.ingest(
        "the correction",
        demo.correctionOf(Demo.minutesOf(CORRECTED.instrument(), "simulator"), LABEL, PUBLISHED),
        Selection.all(),
        BackfillListener.NONE);
    demo.buildSilver();
    showTwoTimes(enriched, versionBefore);

    printer.heading("Latency of everyday reads, warm");
    demo.latency(
        "one day, three instruments",
        demo.table(Tables.bars(Timeframe.M1).name()),
        Predicate.and(
            Predicate.ge("event_time", Instant.parse("2023-03-14T00:00:00Z")),
            Predicate.lt("event_time", Instant.parse("2023-03-15T00:00:00Z"))));
    demo.latency(
        "one instrument, one hour, enriched",
        enriched,
        Predicate.and(
            Predicate.eq("instrument", "SIMB"),
            Predicate.eq("timeframe", "1m"),
            Predicate.gt("event_time", Instant.parse("2023-03-14T15:00:00Z")),
            Predicate.le("event_time", Instant.parse("2023-03-14T16:00:00Z"))));

    printer.heading("When do prices revert to their mean? Five years, all defaults, nothing told");
    DemoUniverse.demo().forEach(analysis::check);

    printer.heading("The day of ticks again, as a stream at full speed: bars, features, alerts");
    live.run(CORRECTED.instrument().symbol());
    printer.heading(
        "Look around: tidemark analyze SIMA, tidemark tables list, tidemark dlq list,"
            + " tidemark tables read --help");
  }

  private void showLast() {
    demo.ask(
        "The last bar of each instrument, with what is known about it",
        """
        SELECT instrument, event_time, close, sma_20, rsi_14, adx_14, volatility_1h, regime
        FROM silver.market_data_enriched WHERE timeframe = '1h'
        QUALIFY row_number() OVER (PARTITION BY instrument ORDER BY event_time DESC, known_time DESC, revision DESC) = 1
        ORDER BY instrument
        """);
    demo.ask(
        "The pulse over six timeframes at the close",
        """
        SELECT instrument, event_time, pulse, aligned, available, label FROM silver.multi_timeframe_analysis
        QUALIFY row_number() OVER (PARTITION BY instrument ORDER BY event_time DESC, known_time DESC) = 1
        ORDER BY instrument
        """);
  }

  /** The same bar as known before and after, and the table as it was and is. */
  private void showTwoTimes(Table enriched, long versionBefore) {
    String bar =
        """
        SELECT bar_start, close, sma_20, rsi_14, known_time, revision FROM silver.market_data_enriched
        WHERE instrument = '%s' AND timeframe = '1m' AND bar_start = TIMESTAMPTZ '%s'
        QUALIFY row_number() OVER (ORDER BY known_time DESC, revision DESC) = 1
        """
            .formatted(CORRECTED.symbol(), LABEL);
    Snapshot now = enriched.latest();
    demo.ask("As known at " + BEFORE, bar, view(now.asKnown(BEFORE)));
    demo.ask("As known at " + AFTER, bar, view(now.asKnown(AFTER)));
    String count =
        """
        SELECT count(*) AS rows_stored, max(revision) AS highest_revision FROM silver.market_data_enriched
        WHERE instrument = '%s' AND timeframe = '1m' AND bar_start >= TIMESTAMPTZ '%s'
        """
            .formatted(CORRECTED.symbol(), LABEL);
    demo.ask(
        "Time travel: the table at version " + versionBefore,
        count,
        view(enriched.snapshot(Reading.version(versionBefore))));
    demo.ask("and at version " + now.version(), count, view(now));
  }

  private static Map<String, Snapshot> view(Snapshot snapshot) {
    return Map.of(snapshot.table().toString(), snapshot);
  }

  private static Selection only(SeriesType... types) {
    return new Selection(List.of(), Set.of(types), Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
