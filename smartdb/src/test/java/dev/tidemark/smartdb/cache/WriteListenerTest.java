package dev.tidemark.smartdb.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.TestMarket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
      Thread listening =
          new Thread(
              new WriteListener(
                  market.database().dataSource(DatabaseRole.APP),
                  heard,
                  Duration.ofMillis(50),
                  stopped::get,
                  () -> {}));
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
