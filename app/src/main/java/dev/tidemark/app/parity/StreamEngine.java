package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.app.smartdb.check.CheckPlan;
import dev.tidemark.app.smartdb.check.FeatureResult;
import dev.tidemark.app.smartdb.check.MarketCheck;
import dev.tidemark.app.smartdb.check.SeriesRecords;
import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.market.Basis;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The live job and the database it writes to: what the job computed is read as it stands, and what
 * SQL computes from the records it wrote is held against the kernels too.
 */
final class StreamEngine implements AutoCloseable {
  private static final int SUBTASKS = 2;
  private static final int PROBES = 3;

  private final Databases.@Nullable Opened database;
  private final Set<Engine> engines;
  private final PhaseSeconds phases;

  private StreamEngine(
      Databases.@Nullable Opened database, Set<Engine> engines, PhaseSeconds phases) {
    this.database = database;
    this.engines = engines;
    this.phases = phases;
  }

  /** Starts a database in a directory of its own, if any engine needs it. */
  static StreamEngine open(Path directory, Set<Engine> engines, PhaseSeconds phases) {
    if (!engines.contains(Engine.STREAM) && !engines.contains(Engine.SMARTDB)) {
      return new StreamEngine(null, engines, phases);
    }
    try (PhaseSeconds.Open phase = phases.open("start database")) {
      return new StreamEngine(Databases.embedded(directory, 0), engines, phases);
    }
  }

  boolean isUsed() {
    return database != null;
  }

  /**
   * Tells logs of new series to a job of their own; returns when everything is stored.
   *
   * @param directory of the broker and the job
   * @param progress told how many records came through
   */
  void tell(Path directory, List<SeriesLog> logs, LongConsumer progress) {
    if (database == null) {
      return;
    }
    StreamPlatform platform;
    try (PhaseSeconds.Open phase = phases.open("start stream")) {
      platform = StreamPlatform.start(directory, database.database(), SUBTASKS);
    }
    try (platform) {
      platform.tell(logs, phases, progress);
    }
  }

  /** Reads what was stored, for one thread, and counts what is equal. */
  Reader reader(ParityTable table) {
    return new Reader(table);
  }

  /** Close it when its series are compared. */
  final class Reader implements AutoCloseable {
    private final @Nullable StoredStream stored;
    private final @Nullable Connection answers;
    private final ParityTable table;

    private Reader(ParityTable table) {
      this.stored = database == null ? null : new StoredStream(database.database());
      this.answers = database == null ? null : MarketCheck.connect(database.database());
      this.table = table;
    }

    void compare(SeriesLog log, TradingCalendar calendar, OneShot kernels, Known expected) {
      if (stored == null || answers == null) {
        return;
      }
      if (engines.contains(Engine.STREAM)) {
        try (PhaseSeconds.Open phase = phases.open("read stream")) {
          View view = new View(Long.MAX_VALUE);
          stored.read(log.source(), log.instrument().symbol(), view);
          table.compare(Engine.STREAM, log.key(), expected, view.known(), true);
        }
      }
      if (engines.contains(Engine.SMARTDB)) {
        try (PhaseSeconds.Open phase = phases.open("smartdb")) {
          smartDb(records(log, calendar, kernels), log.key().hashCode(), answers);
        }
      }
    }

    private void smartDb(SeriesRecords records, long seed, Connection market) {
      CheckPlan plan =
          new CheckPlan(
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              PROBES,
              seed);
      for (FeatureResult each : MarketCheck.compare(records, market, plan)) {
        table.add(
            Engine.SMARTDB,
            each.feature(),
            each.equal() + each.within(),
            each.different(),
            each.first());
      }
    }

    @Override
    public void close() {
      if (stored != null) {
        stored.close();
      }
      if (answers != null) {
        try {
          answers.close();
        } catch (SQLException e) {
          throw StoredStream.unreadable(e);
        }
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
    if (database != null) {
      database.close();
    }
  }
}
