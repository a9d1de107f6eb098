package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.app.smartdb.check.CheckPlan;
import dev.tidemark.app.smartdb.check.FeatureResult;
import dev.tidemark.app.smartdb.check.MarketCheck;
import dev.tidemark.app.smartdb.check.SeriesRecords;
import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.market.Basis;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The live job and the database it writes to: what the job computed is read as it stands, and what
 * SQL computes from the records it wrote is held against the kernels too.
 */
final class StreamEngine implements AutoCloseable {
  private static final int SUBTASKS = 2;
  private static final int PROBES = 3;

  private final @Nullable StreamPlatform platform;
  private final @Nullable StoredStream stored;
  private final ParityTable table;
  private final Set<Engine> engines;

  private StreamEngine(@Nullable StreamPlatform platform, ParityTable table, Set<Engine> engines) {
    this.platform = platform;
    this.stored = platform == null ? null : new StoredStream(platform.database());
    this.table = table;
    this.engines = engines;
  }

  /** Where no engine needs it. */
  static StreamEngine none(ParityTable table) {
    return new StreamEngine(null, table, Set.of());
  }

  /** Tells the logs to a job of their own; returns when everything is stored. */
  static StreamEngine run(
      Path directory,
      List<SeriesLog> logs,
      ParityTable table,
      Set<Engine> engines,
      ParityRun.Listener listener) {
    listener.at("start", 0, logs.size());
    StreamPlatform platform = StreamPlatform.start(directory, SUBTASKS);
    try {
      platform.tell(logs, listener);
      return new StreamEngine(platform, table, engines);
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  void compare(SeriesLog log, TradingCalendar calendar, OneShot kernels, Known expected) {
    if (platform == null || stored == null) {
      return;
    }
    if (engines.contains(Engine.STREAM)) {
      View view = new View(Long.MAX_VALUE);
      stored.read(log.source(), log.instrument().symbol(), view);
      table.compare(Engine.STREAM, log.key(), expected, view.known(), true);
    }
    if (engines.contains(Engine.SMARTDB)) {
      CheckPlan plan =
          new CheckPlan(
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              PROBES,
              log.key().hashCode());
      for (FeatureResult each :
          MarketCheck.compare(records(log, calendar, kernels), platform.database(), plan)) {
        table.add(
            Engine.SMARTDB,
            each.feature(),
            each.equal() + each.within(),
            each.different(),
            each.first());
      }
    }
  }

  private static SeriesRecords records(SeriesLog log, TradingCalendar calendar, OneShot kernels) {
    Accepted accepted = kernels.accepted();
    return new SeriesRecords(
        new SeriesName(log.instrument().symbol(), log.source()),
        accepted.trades().isEmpty() ? Basis.QUOTES : Basis.TRADES,
        log.instrument(),
        calendar,
        accepted.trades(),
        accepted.quotes().stream()
            .sorted(Comparator.comparingLong(Quote::tsNanos).thenComparingLong(Quote::seq))
            .toList(),
        List.of());
  }

  @Override
  public void close() {
    if (stored != null) {
      stored.close();
    }
    if (platform != null) {
      platform.close();
    }
  }
}
