package dev.tidemark.smartdb.contract;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.Upkeep;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.TradeBatch;
import dev.tidemark.smartdb.write.WriteResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Checks that a database serves what the contract says, on simulated data and against the kernels.
 * It runs on an empty database with our schema ({@link
 * dev.tidemark.smartdb.market.ScratchDatabase}) and is the same for every back end.
 */
public final class ContractSuite {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 6);

  /** Over the weekend on which New York changes its clocks. */
  private static final LocalDate LAST = LocalDate.of(2026, 3, 9);

  private static final Instant NOW = Instant.parse("2026-03-12T00:00:00Z");
  private static final int BATCH = 400;

  private static final List<Instrument> INSTRUMENTS =
      List.of(
          new Instrument("COIN", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false),
          new Instrument("STOCK", AssetClass.EQUITY, CalendarId.XNYS, null, false),
          new Instrument("PAIR", AssetClass.FX, CalendarId.FX_24X5, null, false));

  private final Database database;
  private final long seed;
  private final Served served;
  private final List<ContractResult> results = new ArrayList<>();

  private ContractSuite(Database database, long seed) {
    this.database = database;
    this.seed = seed;
    this.served = new Served(database);
  }

  /**
   * Runs every check; one that fails does not stop the others.
   *
   * @param seed of the simulated data
   * @param progress told every result as it is there
   */
  public static List<ContractResult> run(
      Database database, long seed, Consumer<ContractResult> progress) throws SQLException {
    ContractSuite suite = new ContractSuite(database, seed);
    suite.run(progress);
    return List.copyOf(suite.results);
  }

  private void run(Consumer<ContractResult> progress) throws SQLException {
    try (MarketWriter writer =
        new PostgresMarketWriter(database.dataSource(DatabaseRole.INGEST), () -> NOW)) {
      for (Instrument instrument : INSTRUMENTS) {
        tape(writer, instrument, progress);
      }
      OtherSeries others = new OtherSeries(database, served, writer);
      report(others.quotes(seed), progress);
      report(others.told(), progress);
      report(others.rejected(), progress);
    }
    GeneralChecks general = new GeneralChecks(database, served);
    report(general.news(NOW), progress);
    report(general.registry(), progress);
    report(general.freshness(), progress);
    report(general.rights(), progress);
    report(general.isolation(), progress);
  }

  private void tape(MarketWriter writer, Instrument instrument, Consumer<ContractResult> progress)
      throws SQLException {
    TradingCalendar calendar = TradingCalendar.of(instrument.calendar());
    List<Session> sessions = calendar.sessions(FIRST, LAST);
    SimulatedTape tape = new SimulatedTape(seed + instrument.calendar().ordinal());
    String symbol = instrument.symbol();
    List<Trade> trades = tape.trades(sessions, 1_000);
    List<Quote> quotes = tape.quotes(sessions.getFirst(), 0, 2_000);
    KernelFeatures kernel = new KernelFeatures(trades, quotes, calendar);
    int series = writer.series(new SeriesSpec(instrument, "contract", Basis.TRADES, 100));

    List<Trade> sent = new ArrayList<>(trades);
    Random random = new Random(seed);
    // In order but for batches that come late, and then everything once more.
    List<List<Trade>> batches = new ArrayList<>();
    for (int at = 0; at < sent.size(); at += BATCH) {
      batches.add(sent.subList(at, Math.min(sent.size(), at + BATCH)));
    }
    Collections.swap(batches, 1, batches.size() - 2);
    for (List<Trade> batch : batches) {
      writer.trades(Columns.trades(series, batch));
      if (random.nextInt(3) == 0) {
        Upkeep.of(database).run();
      }
    }
    writer.quotes(Columns.quotes(series, quotes));
    flagLargeTrades(series);
    Questions questions = new Questions(served, kernel, symbol, sessions);

    report(questions.bars(symbol + ": bars of six timeframes, written"), progress);
    Collections.shuffle(sent, random);
    report(
        Comparison.check(
            symbol + ": the same records again change nothing",
            comparison -> {
              TradeBatch all = Columns.trades(series, sent);
              comparison.same("counts", new WriteResult(0, all.rows(), 0, 0), writer.trades(all));
            }),
        progress);
    Upkeep.of(database).run();
    report(questions.bars(symbol + ": bars of six timeframes, after upkeep"), progress);
    report(questions.barsAsKnown(seed), progress);
    report(questions.largeTrades(), progress);
    for (ContractResult result : questions.snapshots(seed)) {
      report(result, progress);
    }
    report(questions.minutes(), progress);
  }

  private void flagLargeTrades(int series) throws SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection();
        PreparedStatement call =
            connection.prepareStatement("SELECT md.judge_large_trades(?, ?)")) {
      call.setInt(1, series);
      call.setObject(2, NOW.atOffset(ZoneOffset.UTC));
      call.execute();
    }
  }

  private void report(ContractResult result, Consumer<ContractResult> progress) {
    results.add(result);
    progress.accept(result);
  }
}
