package dev.tidemark.smartdb.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.SeriesSpec;
import dev.tidemark.smartdb.market.TestMarket;
import dev.tidemark.smartdb.write.MarketWriter;
import dev.tidemark.smartdb.write.PostgresMarketWriter;
import dev.tidemark.smartdb.write.TradeBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WriteListenerTest {

  @Test
  void whatATransactionAnnouncesIsForgottenWhenItCommits() throws Exception {
    try (ScratchDatabase market = TestMarket.create()) {
      Heard heard = new Heard();
      AtomicBoolean stopped = new AtomicBoolean();
      Thread listening = new Thread(listener(market, heard, stopped));
      listening.start();
      assertThat(heard.next()).as("at the start").isEqualTo("*");

      try (Connection writer = market.database().dataSource(DatabaseRole.INGEST).getConnection()) {
        writer.setAutoCommit(false);
        execute(writer, series("EURUSD", "oanda"));
        execute(writer, series("EURUSD", "fxcm"));
        execute(writer, "SELECT md.announce(ARRAY(SELECT series_id FROM md.series))");
        writer.rollback();
        execute(writer, series("BTC-USD", "coinbase"));
        execute(writer, "SELECT md.announce(ARRAY(SELECT series_id FROM md.series))");
        writer.commit();
        assertThat(heard.next()).isEqualTo("[BTC-USD, BTC-USD@coinbase]");

        for (int i = 0; i < 200; i++) {
          execute(writer, series("A-RATHER-LONG-SYMBOL-" + i, "some-source"));
        }
        execute(writer, "SELECT md.announce(ARRAY(SELECT series_id FROM md.series))");
        writer.commit();
        assertThat(heard.next()).as("more than a notification holds").isEqualTo("*");
      }
      stopped.set(true);
      listening.join();
    }
  }

  @Test
  void theWriterTellsWhichSeriesABatchChangedAndNothingWhenItChangedNone() throws Exception {
    try (ScratchDatabase market = TestMarket.create()) {
      Heard heard = new Heard();
      AtomicBoolean stopped = new AtomicBoolean();
      Thread listening = new Thread(listener(market, heard, stopped));
      listening.start();
      assertThat(heard.next()).as("at the start").isEqualTo("*");
      try (MarketWriter writer =
          new PostgresMarketWriter(
              market.database().dataSource(DatabaseRole.INGEST),
              () -> Instant.parse("2025-01-01T00:00:00Z"))) {
        Instrument bitcoin =
            new Instrument("BTC-USD", AssetClass.CRYPTO, CalendarId.CRYPTO_24X7, null, false);
        int first = writer.series(new SeriesSpec(bitcoin, "first", Basis.TRADES, 1));
        int second = writer.series(new SeriesSpec(bitcoin, "second", Basis.TRADES, 2));
        writer.trades(trade(first));
        assertThat(heard.next()).isEqualTo("[BTC-USD, BTC-USD@first]");
        assertThat(writer.trades(trade(first)).repeated()).isEqualTo(1);
        writer.trades(trade(second));
        assertThat(heard.next()).isEqualTo("[BTC-USD, BTC-USD@second]");
      }
      stopped.set(true);
      listening.join();
    }
  }

  private static TradeBatch trade(int series) {
    long time = Instant.parse("2024-05-01T12:00:00Z").getEpochSecond() * 1_000_000_000L;
    return new TradeBatch(
        1,
        new int[] {series},
        new String[] {"1"},
        new int[] {1},
        new byte[] {TradeBatch.NEW},
        new long[] {time},
        new long[] {1},
        new long[] {100_00000000L},
        new long[] {1_00000000L},
        null,
        new byte[] {0},
        new byte[] {0},
        new long[] {time});
  }

  private static WriteListener listener(
      ScratchDatabase market, LatestValues values, AtomicBoolean stopped) {
    return new WriteListener(
        market.database().dataSource(DatabaseRole.APP),
        values,
        Duration.ofMillis(50),
        stopped::get,
        () -> {});
  }

  private static String series(String symbol, String source) {
    return "INSERT INTO md.series (symbol, source, basis, calendar, asset_class) VALUES ('"
        + symbol
        + "', '"
        + source
        + "', 'TRADES', 'CRYPTO_24X7', 'CRYPTO')";
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes down what it is told to forget. */
  private static final class Heard implements LatestValues {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      return String.valueOf(told.poll(30, TimeUnit.SECONDS));
    }

    @Override
    public List<Found> find(List<String> names) {
      return names.stream().map(name -> Found.nothing("")).toList();
    }

    @Override
    public void store(Map<String, Found> values) {}

    @Override
    public void invalidate(Collection<String> names) {
      told.add(new TreeSet<>(names).toString());
    }

    @Override
    public void invalidateAll() {
      told.add("*");
    }

    @Override
    public void close() {}
  }
}
