package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.load.MarketSelection;
import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.lake.TableStore;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares every feature of the contract: the database computes it from what was loaded, the
 * kernels from the records of the lake, which are read here again.
 */
public final class MarketCheck {
  /** Bars that begin on the last day may end so much later. */
  private static final int DAYS_OPEN = 2;

  private final LakeRecords lake;
  private final Database database;
  private final CheckPlan plan;
  private final Consumer<SeriesName> progress;

  /** {@code progress}: told which series is next. */
  public MarketCheck(
      TableStore store, Database database, CheckPlan plan, Consumer<SeriesName> progress) {
    this.lake = new LakeRecords(store);
    this.database = database;
    this.plan = plan;
    this.progress = progress;
  }

  /** Compares series by series. */
  public List<FeatureResult> run() {
    MarketSelection selection =
        new MarketSelection(
            plan.instruments(), plan.loadedFrom(), plan.last().map(day -> day.plusDays(DAYS_OPEN)));
    List<FeatureResult> results = new ArrayList<>();
    for (Map.Entry<SeriesName, Basis> each : lake.series().entrySet()) {
      if (selection.includes(each.getKey())) {
        progress.accept(each.getKey());
        results.addAll(
            compare(lake.read(each.getKey(), each.getValue(), selection), database, plan));
      }
    }
    return results;
  }

  /** Compares one series with records that the caller has; of the plan, times and probes count. */
  public static List<FeatureResult> compare(
      SeriesRecords records, Database database, CheckPlan plan) {
    try (Connection connection = connect(database)) {
      return compare(records, connection, plan);
    } catch (SQLException e) {
      throw unanswered(e);
    }
  }

  /** A connection of the role that may read; functions are planned once in each. */
  public static Connection connect(Database database) {
    try {
      Connection connection = database.dataSource(DatabaseRole.READER).getConnection();
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      throw unanswered(e);
    }
  }

  /** As {@link #compare(SeriesRecords, Database, CheckPlan)}, for one of many series. */
  public static List<FeatureResult> compare(
      SeriesRecords records, Connection connection, CheckPlan plan) {
    MarketSelection compared = new MarketSelection(List.of(), plan.first(), plan.last());
    KernelBars bars =
        new KernelBars(records, plan.asKnown().map(Times::nanos).orElse(Long.MAX_VALUE));
    Optional<Period> period = Period.of(bars.minutes(), records.calendar(), compared);
    List<FeatureResult> results = new ArrayList<>();
    SqlAnswers answers = new SqlAnswers(connection);
    try {
      if (period.isPresent()) {
        results.addAll(new BarCheck(records, bars, answers, period.get(), plan.asKnown()).run());
        results.addAll(
            new SnapshotCheck(records, answers, period.get(), plan.probes(), plan.seed()).run());
      }
      if (records.basis() == Basis.TRADES) {
        results.add(new LargeTradeCheck(records, answers, compared, plan.asKnown()).run());
      }
      connection.rollback();
    } catch (SQLException e) {
      throw unanswered(e);
    }
    return results;
  }

  private static TidemarkException unanswered(SQLException e) {
    return TidemarkException.of(
        ErrorCode.UNAVAILABLE,
        "The database does not answer the check",
        String.valueOf(e.getMessage()),
        "check that the server is up and repeat",
        e);
  }

  /** Which labels are compared: from the first, before the end. */
  record Period(long fromNanos, long untilNanos) {

    /** Of the selection as far as there are minutes; empty when there are none. */
    static Optional<Period> of(
        BarColumns minutes, TradingCalendar calendar, MarketSelection selection) {
      GridCursor sessions = new GridCursor(calendar, Timeframe.D1);
      if (minutes.rows() == 0 || !sessions.seek(minutes.start[0])) {
        return Optional.empty();
      }
      // The bar of the first session has the label of its open, before the first minute.
      long from = sessions.startNanos();
      long until = minutes.end[minutes.rows() - 1];
      if (selection.first().isPresent()) {
        from = Math.max(from, selection.fromMicros() * 1_000L);
      }
      if (selection.last().isPresent()) {
        until = Math.min(until, selection.untilMicros() * 1_000L);
      }
      return from < until ? Optional.of(new Period(from, until)) : Optional.empty();
    }

    boolean has(long labelNanos) {
      return labelNanos >= fromNanos && labelNanos < untilNanos;
    }
  }
}
