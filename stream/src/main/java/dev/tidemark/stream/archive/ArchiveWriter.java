package dev.tidemark.stream.archive;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.stream.event.MarketEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/**
 * Collects rows and writes them into files nobody sees yet. Records the tables already have, by
 * their position in the log, are passed over: they come again when a job continues from a
 * checkpoint that is older than the tables, or reads the log anew.
 */
final class ArchiveWriter
    implements StatefulSinkWriter<MarketEvent, ArchiveState>,
        CommittingSinkWriter<MarketEvent, ArchiveCommit> {
  private final LongSupplier clock;
  private final String run;
  private final ArchiveLake lake;
  private final TableWriter trades;
  private final TableWriter quotes;
  private final Set<String> registered = new HashSet<>();
  private final List<Series> unregistered = new ArrayList<>();

  private ArchiveWriter(
      ArchiveOptions options, LongSupplier clock, ArchiveLake lake, ArchiveState state) {
    this.clock = clock;
    this.run = state.run();
    this.lake = lake;
    this.trades = new TableWriter(lake, TradeRows::new, options, state);
    this.quotes = new TableWriter(lake, QuoteRows::new, options, state);
  }

  /** The first of its job: PRECONDITION_FAILED over tables with rows, unless it was told how. */
  static ArchiveWriter fresh(ArchiveOptions options, ProcessingTimeService time) {
    LongSupplier clock = time::getCurrentProcessingTime;
    ArchiveLake lake = new ArchiveLake(options, clock);
    try {
      Map<String, Long> stored = lake.stored();
      options.checkStart(stored);
      return new ArchiveWriter(
          options, clock, lake, state(options.runId(), Map.of(), Map.of(), stored, lake));
    } catch (RuntimeException e) {
      lake.close();
      throw e;
    }
  }

  static ArchiveWriter restored(
      ArchiveOptions options, ProcessingTimeService time, ArchiveState state) {
    LongSupplier clock = time::getCurrentProcessingTime;
    ArchiveLake lake = new ArchiveLake(options, clock);
    try {
      return new ArchiveWriter(
          options,
          clock,
          lake,
          state(state.run(), state.commits(), state.positions(), lake.stored(), lake));
    } catch (RuntimeException e) {
      lake.close();
      throw e;
    }
  }

  /** What the checkpoint says or what the tables say, whichever is further. */
  private static ArchiveState state(
      String run,
      Map<String, Long> commits,
      Map<String, Long> positions,
      Map<String, Long> stored,
      ArchiveLake lake) {
    Map<String, Long> furthest = new TreeMap<>(positions);
    stored.forEach(
        (name, value) -> {
          if (ArchiveTxns.isPosition(name)) {
            furthest.merge(name, value, Math::max);
          }
        });
    Map<String, Long> made = new TreeMap<>(commits);
    ArchiveLake.TABLES.forEach(
        spec ->
            lake.table(spec)
                .transaction(ArchiveTxns.run(run))
                .ifPresent(n -> made.merge(spec.name().toString(), n, Math::max)));
    return new ArchiveState(run, made, furthest);
  }

  @Override
  public void write(MarketEvent record, Context context) {
    boolean trade = record.kind == MarketEvent.TRADE;
    if (registered.add(record.instrument)) {
      unregistered.add(
          new Series(
              record.source,
              new Instrument(
                  record.instrument,
                  AssetClass.valueOf(record.assetClass),
                  CalendarId.valueOf(record.calendar),
                  null,
                  record.includeClosingAuction),
              trade ? SeriesType.TRADES : SeriesType.QUOTES));
    }
    (trade ? trades : quotes).add(record);
  }

  @Override
  public void flush(boolean endOfInput) {
    if (!unregistered.isEmpty()) {
      // Before its first row is seen: nobody can place bars in sessions without the calendar.
      lake.register(unregistered);
      unregistered.clear();
    }
    trades.stage();
    quotes.stage();
  }

  @Override
  public List<ArchiveCommit> prepareCommit() {
    List<ArchiveCommit> commits = new ArrayList<>();
    long now = clock.getAsLong();
    trades.commit(run, now).ifPresent(commits::add);
    quotes.commit(run, now).ifPresent(commits::add);
    return commits;
  }

  @Override
  public List<ArchiveState> snapshotState(long checkpointId) {
    Map<String, Long> commits = new TreeMap<>();
    commits.put(trades.name(), trades.commits());
    commits.put(quotes.name(), quotes.commits());
    Map<String, Long> positions = new TreeMap<>(trades.positions());
    quotes.positions().forEach((name, position) -> positions.merge(name, position, Math::max));
    return List.of(new ArchiveState(run, commits, positions));
  }

  @Override
  public void close() {
    lake.close();
  }
}
