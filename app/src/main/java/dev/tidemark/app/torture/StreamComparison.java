package dev.tidemark.app.torture;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.parity.Engine;
import dev.tidemark.app.parity.ParityTable;
import dev.tidemark.app.parity.StoredStream;
import dev.tidemark.app.parity.View;
import dev.tidemark.app.smartdb.check.LakeRecords;
import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.app.torture.UndisturbedStream.Series;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.store.LocalTableStore;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.registry.PostgresSubjects;
import dev.tidemark.stream.registry.Subjects;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Database, lake and dead letters against what the same records come to undisturbed. */
final class StreamComparison {
  private static final String RECORDS =
      """
      SELECT trade_id, version, op, (extract(epoch FROM ts) * 1000000)::bigint * 1000 + ts_nanos AS ts,
             seq, (price * 100000000)::bigint AS price, (size * 100000000)::bigint AS size,
             (extract(epoch FROM known) * 1000000)::bigint * 1000 AS known
      FROM md.trade_log JOIN md.series USING (series_id) WHERE symbol = ? AND source = ?
      """;

  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM md.trade_log) || ' ' || (SELECT count(*) FROM md.stream_bar) || ' '
             || (SELECT coalesce(sum(revision), 0) FROM md.stream_bar) || ' '
             || (SELECT coalesce(sum(revision), 0) FROM md.stream_feature) || ' '
             || (SELECT count(*) FROM md.stream_alert WHERE status = 'FINAL')
      """;

  private static final int LOOK_MILLIS = 2_000;
  private static final int LOOKS = 600;
  private static final int STILL = 15;
  private static final int FETCH = 10_000;

  private final Settings settings;
  private final Database database;
  private final InstantSource clock;
  private final StreamReport report;
  private final Consumer<String> progress;

  StreamComparison(
      Settings settings,
      Database database,
      InstantSource clock,
      StreamReport report,
      Consumer<String> progress) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    this.report = report;
    this.progress = progress;
  }

  /** Returns when all records are stored and nothing has changed for a while. */
  void awaitRest(List<Series> expected, StreamFleet fleet) throws InterruptedException {
    long records = expected.stream().mapToLong(each -> each.accepted().size()).sum();
    String before = "";
    int still = 0;
    for (int look = 0; look < LOOKS && still < STILL; look++) {
      var unused = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      fleet.restartEnded();
      String now = counts();
      still = now.equals(before) && now.startsWith(records + " ") ? still + 1 : 0;
      before = now;
      progress.accept("records, bars, revisions, final alerts stored: " + now);
    }
    if (still < STILL) {
      report.finding("it did not come to rest: " + before + ", of " + records + " records");
    }
  }

  private String counts() {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        PreparedStatement statement = connection.prepareStatement(COUNTS);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getString(1) : "";
    } catch (SQLException e) {
      return "the database does not answer";
    }
  }

  void compare(List<Series> expected) {
    ParityTable table = new ParityTable();
    try (StoredStream stored = new StoredStream(database);
        Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        TableStore store =
            LocalTableStore.open(LakeOptions.of(settings.path(KnownSettings.LAKE_ROOT), clock))) {
      connection.setAutoCommit(false);
      for (Series series : expected) {
        String symbol = series.instrument().symbol();
        progress.accept("compare " + symbol);
        View view = new View(Long.MAX_VALUE);
        stored.read(StreamTape.SOURCE, symbol, view);
        table.compare(Engine.STREAM, symbol, series.view().known(), view.known(), true);
        report.trades(Discrepancies.between(series.accepted(), records(connection, symbol)));
        report.archived(Discrepancies.between(series.accepted(), archived(store, symbol)));
      }
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.IO_FAILURE,
          "The tortured database cannot be read",
          String.valueOf(e.getMessage()),
          "look into " + settings.home(),
          e);
    }
    report.computed(table.compared(), table.different());
    table
        .cells()
        .forEach(
            (feature, cells) ->
                cells.values().stream()
                    .filter(cell -> cell.different() > 0)
                    .forEach(cell -> report.finding(feature + ": " + cell.first())));
    EmbeddedBroker.running(EventLog.brokerDirectory(settings))
        .ifPresentOrElse(
            bootstrap -> compareLetters(expected, bootstrap),
            () -> report.finding("the broker is not there to be asked for its dead letters"));
  }

  private void compareLetters(List<Series> expected, String bootstrap) {
    RowPrints setAside = new RowPrints();
    expected.forEach(series -> setAside.addAll(series.setAside()));
    setAside.sort();
    // The platform is down by now; what its registry knew is in the database.
    Subjects registry =
        new Subjects(new PostgresSubjects(database.dataSource(DatabaseRole.INGEST)));
    RowPrints letters = LetterPrints.ofTrades(bootstrap, registry, report::finding);
    report.letters(setAside.size(), letters.size(), Discrepancies.between(setAside, letters));
  }

  private static RowPrints records(Connection connection, String symbol) throws SQLException {
    RowPrints prints = new RowPrints();
    try (PreparedStatement statement = connection.prepareStatement(RECORDS)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, symbol);
      statement.setString(2, StreamTape.SOURCE);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          StreamPrints.add(
              prints,
              row.getString("trade_id"),
              row.getInt("version"),
              row.getString("op"),
              row.getLong("ts"),
              row.getLong("seq"),
              row.getLong("price"),
              row.getLong("size"),
              row.getLong("known"));
        }
      }
    }
    prints.sort();
    return prints;
  }

  private static RowPrints archived(TableStore store, String symbol) {
    RowPrints prints = new RowPrints();
    SeriesName name = new SeriesName(symbol, StreamTape.SOURCE);
    new LakeRecords(store).trades(name, trade -> StreamPrints.add(prints, trade));
    prints.sort();
    return prints;
  }
}
