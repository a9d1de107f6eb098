package dev.tidemark.smartdb.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.Sql;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import dev.tidemark.smartdb.write.Batches;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Large trades judged again and again, as things are told of the past, and only from there on. */
class JudgedWhereDueTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_715_004_000L * SECOND;
  private static final long WATERMARK = 10 * SECOND;

  private static ScratchDatabase market;
  private static MarketWriter writer;

  @BeforeAll
  static void open() throws Exception {
    market = TestMarket.create();
    writer =
        new PostgresMarketWriter(
            market.database().dataSource(DatabaseRole.INGEST),
            () -> Instant.parse("2025-01-01T00:00:00Z"));
  }

  @AfterAll
  static void close() {
    writer.close();
    market.close();
  }

  @Test
  void inWhateverOrderThingsAreToldTheJudgementsAreThoseOfAllAtOnce() throws Exception {
    int changed = 0;
    for (int seed = 1; seed <= 6; seed++) {
      Random random = new Random(seed);
      List<Trade> told = told(random);
      int atOnce = series("ONCE" + seed);
      writer.trades(Batches.of(atOnce, told));
      judge(atOnce, Long.MAX_VALUE);

      int inParts = series("PARTS" + seed);
      long newest = 0;
      String before = "";
      for (int at = 0; at < told.size(); ) {
        int end = Math.min(told.size(), at + 1 + random.nextInt(400));
        List<Trade> part = told.subList(at, end);
        writer.trades(Batches.of(inParts, part));
        if (random.nextInt(4) == 0) {
          writer.trades(Batches.of(inParts, part));
        }
        for (Trade trade : part) {
          newest = Math.max(newest, trade.tsNanos());
        }
        judge(inParts, newest - WATERMARK);
        String after = large(inParts);
        changed += after.startsWith(before) ? 0 : 1;
        before = after;
        at = end;
      }
      judge(inParts, Long.MAX_VALUE);
      assertThat(large(inParts)).as("seed %s", seed).isEqualTo(large(atOnce)).isNotEmpty();
    }
    assertThat(changed).as("passes that changed what was judged before").isPositive();
  }

  @Test
  void whatLiesBeforeTheEarliestNewsIsNotLookedAt() throws Exception {
    int series = series("ALONE");
    writer.trades(Batches.of(series, small(300)));
    judge(series, Long.MAX_VALUE);
    assertThat(large(series)).isEmpty();
    mark(series, "early", 150);
    mark(series, "late", 250);
    // Told too late to count, corrected and cancelled: nothing of this is judged.
    writer.trades(
        Batches.of(
            series,
            List.of(
                trade("b", 1, TradeOp.NEW, START + 20 * SECOND, 99, START + 31 * SECOND),
                trade("a7", 2, TradeOp.CORRECT, START + 7 * SECOND, 99, START + 8 * SECOND),
                trade("a9", 2, TradeOp.CANCEL, START + 9 * SECOND, 1, START + 10 * SECOND))));
    judge(series, Long.MAX_VALUE);
    assertThat(large(series)).isEqualTo("early late");
    // Told in time, of a time between the two.
    long ts = START + 200 * SECOND;
    writer.trades(Batches.of(series, List.of(trade("c", 1, TradeOp.NEW, ts, 99, ts + 5 * SECOND))));
    judge(series, Long.MAX_VALUE);
    assertThat(large(series)).isEqualTo("early c");
  }

  @Test
  void aWriterThatCommitsAfterTheJudgeHasReadIsJudgedTheNextTime() throws Exception {
    int series = series("RACE");
    writer.trades(Batches.of(series, small(200)));
    try (Connection slow = market.database().dataSource(DatabaseRole.INGEST).getConnection();
        Statement write = slow.createStatement()) {
      slow.setAutoCommit(false);
      String ts = "'" + Instant.ofEpochSecond(0, START + 150 * SECOND) + "'";
      write.execute(
          "INSERT INTO md.trade (series_id, ts, trade_id, price, size, known) VALUES ("
              + (series + ", " + ts + ", 'slow', 1, 99, " + ts + ")"));
      write.execute("INSERT INTO md.large_trade_due VALUES (" + series + ", " + ts + ")");
      judge(series, Long.MAX_VALUE);
      assertThat(large(series)).isEmpty();
      slow.commit();
    }
    judge(series, Long.MAX_VALUE);
    assertThat(large(series)).isEqualTo("slow");
  }

  @Test
  void aSeriesIsDueUntilItIsJudgedUpToTenSecondsBeforeItsNewest() throws Exception {
    int series = series("BEHIND");
    writer.trades(Batches.of(series, small(100)));
    judge(series, START + 50 * SECOND);
    assertThat(due(series)).as("told after the judge was").isEqualTo("infinity");
    judge(series, START + 99 * SECOND - WATERMARK);
    assertThat(due(series)).isEmpty();
    // Told too late to be judged, but time has gone on for those before.
    long ts = START + 300 * SECOND;
    writer.trades(
        Batches.of(series, List.of(trade("late", 1, TradeOp.NEW, ts, 1, ts + 60 * SECOND))));
    assertThat(due(series)).isEqualTo("infinity");
    judge(series, ts - WATERMARK);
    assertThat(due(series)).isEmpty();
    assertThat(
            Sql.text(
                market.database(),
                DatabaseRole.OWNER,
                "SELECT until = '"
                    + Instant.ofEpochSecond(0, ts - WATERMARK)
                    + "' FROM md.large_trade_mark WHERE series_id = "
                    + series))
        .isEqualTo("t");
  }

  @Test
  void whatWasJudgedStaysJudgedWhoeverAsks() throws Exception {
    int series = series("STAYS");
    List<Trade> told = small(200);
    long last = START + 200 * SECOND;
    told.add(trade("last", 1, TradeOp.NEW, last, 99, last));
    writer.trades(Batches.of(series, told));
    judge(series, Long.MAX_VALUE);
    assertThat(large(series)).isEqualTo("last");
    long ts = START + 150 * SECOND;
    writer.trades(Batches.of(series, List.of(trade("b", 1, TradeOp.NEW, ts, 99, ts))));
    judge(series, last - WATERMARK);
    assertThat(large(series)).isEqualTo("b last");
  }

  private static List<Trade> small(int seconds) {
    List<Trade> told = new ArrayList<>();
    for (int i = 0; i < seconds; i++) {
      told.add(trade("a" + i, 1, TradeOp.NEW, START + i * SECOND, 1, START + i * SECOND));
    }
    return told;
  }

  private static String due(int series) throws SQLException {
    return Sql.text(
        market.database(),
        DatabaseRole.INGEST,
        "SELECT coalesce(string_agg(ts::text, ' ' ORDER BY ts), '') FROM md.large_trade_due"
            + " WHERE series_id = "
            + series);
  }

  /**
   * Records in an order in which they could come: mostly by time, some late, some corrected or
   * cancelled, some told again under other times, known earlier or later.
   */
  private static List<Trade> told(Random random) {
    List<Trade> told = new ArrayList<>();
    List<Long> order = new ArrayList<>();
    long ts = START;
    for (int i = 0; i < 2_500; i++) {
      ts += random.nextLong(4 * SECOND);
      long known = ts + (random.nextInt(10) == 0 ? random.nextLong(60 * SECOND) : i % 1_000);
      long size = (1 + random.nextInt(3)) * (random.nextInt(25) == 0 ? 10 : 1);
      told.add(trade("t" + i, 1, TradeOp.NEW, ts, size, known));
      if (random.nextInt(15) == 0) {
        // What was told first is not always what comes first.
        long otherTs = ts + (random.nextInt(41) - 20) * SECOND;
        long otherKnown = known + (random.nextInt(21) - 10) * SECOND + 1_000_000;
        TradeOp op = TradeOp.values()[random.nextInt(3)];
        told.add(
            trade(
                "t" + i,
                1 + random.nextInt(2),
                op,
                otherTs,
                size + 40,
                Math.max(otherTs, otherKnown)));
      }
    }
    for (int i = 0; i < told.size(); i++) {
      order.add(i + random.nextLong(random.nextInt(20) == 0 ? 900 : 30));
    }
    List<Trade> sent = new ArrayList<>();
    IntStream.range(0, told.size())
        .boxed()
        .sorted(Comparator.comparing(order::get))
        .forEach(i -> sent.add(told.get(i)));
    return sent;
  }

  private static Trade trade(String id, int version, TradeOp op, long ts, long size, long known) {
    return new Trade(
        id, version, op, ts, 0, 1_00000000L, size * 1_00000000L, known, null, true, true, true);
  }

  private static int series(String symbol) {
    Instrument instrument =
        new Instrument(symbol, AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
    return writer.series(new SeriesSpec(instrument, "test", Basis.TRADES, 100));
  }

  private static void judge(int series, long untilNanos) throws SQLException {
    String until =
        untilNanos == Long.MAX_VALUE
            ? "2024-12-31T00:00:00Z"
            : Instant.ofEpochSecond(0, untilNanos / 1_000 * 1_000).toString();
    Sql.run(
        market.database(),
        DatabaseRole.INGEST,
        "SELECT md.judge_large_trades(" + series + ", '" + until + "')");
  }

  /** Writes a judgement that no judge would make. */
  private static void mark(int series, String id, int second) throws SQLException {
    String ts = "'" + Instant.ofEpochSecond(0, START + second * SECOND) + "'::timestamptz";
    Sql.run(
        market.database(),
        DatabaseRole.OWNER,
        "INSERT INTO md.large_trade (series_id, ts, trade_id, notional, known) VALUES ("
            + (series + ", " + ts + ", '" + id + "', 1, " + ts + ")"));
  }

  private static String large(int series) throws SQLException {
    return Sql.text(
        market.database(),
        DatabaseRole.OWNER,
        "SELECT coalesce(string_agg(trade_id, ' ' ORDER BY ts, ts_nanos, trade_id), '')"
            + " FROM md.large_trade WHERE series_id = "
            + series);
  }
}
