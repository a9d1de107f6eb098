package dev.tidemark.bench;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.TradeBatch;
import dev.tidemark.smartdb.write.WriteResult;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Loading trades with dedupe, versions and bars of six timeframes in the same transaction, and
 * loading them again, against a bare table with only the unique key, both durable.
 */
final class SmartDbLoadBenchmark {
  private static final int BATCH = 20_000;

  private SmartDbLoadBenchmark() {}

  static void run(Database database, Report report, long rows, InstantSource clock)
      throws Exception {
    report.title("Load of " + rows + " trades of " + TradeTape.SYMBOLS + " instruments");
    TradeTape tape = new TradeTape(series(database, clock, "bench"));
    load(database, new TradeTape(series(database, clock, "warm-up")), rows / 5, clock);
    WriteResult[] results = new WriteResult[2];
    Measurement ours =
        Meter.once(
            "tidemark: dedupe, versions, six levels",
            () -> {
              results[0] = load(database, tape, rows, clock);
              return rows;
            });
    report.line(ours);
    Measurement again =
        Meter.once(
            "tidemark: the same once more",
            () -> {
              results[1] = load(database, tape, rows, clock);
              return rows;
            });
    report.line(again);
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE md.bench_bare (series_id integer NOT NULL, ts timestamptz NOT NULL,
            trade_id text COLLATE "C" NOT NULL, price numeric(28, 8) NOT NULL,
            size numeric(28, 8) NOT NULL, UNIQUE (series_id, ts, trade_id))
          """);
      Measurement bare =
          Meter.once(
              "peer: COPY into a bare table, unique key", () -> bare(connection, tape, rows));
      report.line(bare);
      report.ratio(ours, bare);
      statement.execute("DROP TABLE md.bench_bare");
    }
    report.note("first: " + results[0] + "; again: " + results[1]);
  }

  private static int[] series(Database database, InstantSource clock, String source) {
    int[] numbers = new int[TradeTape.SYMBOLS];
    try (MarketWriter writer = writer(database, clock)) {
      for (int i = 0; i < numbers.length; i++) {
        Instrument instrument =
            new Instrument("B" + i, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
        numbers[i] = writer.series(new SeriesSpec(instrument, source, Basis.TRADES, 100));
      }
    }
    return numbers;
  }

  private static WriteResult load(
      Database database, TradeTape tape, long rows, InstantSource clock) {
    WriteResult sum = WriteResult.NONE;
    try (MarketWriter writer = writer(database, clock)) {
      for (long at = 0; at < rows; at += BATCH) {
        sum = sum.plus(writer.trades(tape.batch(at, (int) Math.min(BATCH, rows - at))));
      }
    }
    return sum;
  }

  private static MarketWriter writer(Database database, InstantSource clock) {
    return new PostgresMarketWriter(database.dataSource(DatabaseRole.INGEST), clock);
  }

  /** COPY of text, the fastest that a plain table offers to everyone. */
  private static long bare(Connection connection, TradeTape tape, long rows) throws Exception {
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    StringBuilder text = new StringBuilder();
    for (long at = 0; at < rows; at += BATCH) {
      TradeBatch batch = tape.batch(at, (int) Math.min(BATCH, rows - at));
      text.setLength(0);
      for (int i = 0; i < batch.rows(); i++) {
        text.append(batch.series()[i])
            .append('\t')
            .append(Instant.ofEpochSecond(0, batch.tsNanos()[i]))
            .append('\t')
            .append(batch.tradeId()[i])
            .append('\t')
            .append(BigDecimal.valueOf(batch.price()[i], 8))
            .append('\t')
            .append(BigDecimal.valueOf(batch.size()[i], 8))
            .append('\n');
      }
      copy.copyIn("COPY md.bench_bare FROM STDIN", new StringReader(text.toString()));
    }
    return rows;
  }
}
