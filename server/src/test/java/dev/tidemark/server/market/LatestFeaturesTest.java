package dev.tidemark.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.cache.CaffeineLatestValues;
import dev.tidemark.smartdb.cache.LatestValues;
import dev.tidemark.smartdb.cache.WriteListener;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import dev.tidemark.smartdb.market.Basis;
import dev.tidemark.smartdb.market.MarketSchema;
import dev.tidemark.smartdb.tenant.TenantTransactions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestFeaturesTest {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  @Test
  void theLatestIsComputedOnceUntilSomethingIsWritten(@TempDir Path directory) throws Exception {
    AtomicInteger secrets = new AtomicInteger();
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(
            EmbeddedOptions.of(directory, () -> "secret" + secrets.incrementAndGet()))) {
      Database database = postgres.database();
      MarketSchema.migrate(database);
      AtomicBoolean stopped = new AtomicBoolean();
      LatestValues values = new CaffeineLatestValues(Duration.ofDays(1), () -> 0);
      Thread listening =
          new Thread(
              new WriteListener(
                  database.dataSource(DatabaseRole.APP),
                  values,
                  Duration.ofMillis(50),
                  stopped::get,
                  () -> {}));
      listening.start();
      AtomicLong seconds = new AtomicLong();
      try (HikariDataSource pool = database.pool(DatabaseRole.APP, 2);
          MarketFixture market = new MarketFixture(database)) {
        MarketReads reads =
            new MarketReads(
                new TenantTransactions(pool),
                values,
                ColdBars.NONE,
                () -> NOON.plusSeconds(seconds.incrementAndGet()));
        int euro = market.series("EURUSD", "one", Basis.QUOTES, 1);
        int other = market.series("USDJPY", "one", Basis.QUOTES, 1);
        market.quote(euro, NOON, 10, 12);
        market.quote(other, NOON, 20, 23);
        awaitSpread(reads, "EURUSD@one", "2");
        String euroFirst = awaitSpread(reads, "EURUSD", "2");
        String otherFirst = awaitSpread(reads, "USDJPY", "3");
        assertThat(latest(reads, "EURUSD")).as("kept, its as_of too").isEqualTo(euroFirst);

        market.quote(euro, NOON.plusMillis(1), 10, 17);
        awaitSpread(reads, "EURUSD", "7");
        awaitSpread(reads, "EURUSD@one", "7");
        assertThat(latest(reads, "USDJPY")).as("not touched").isEqualTo(otherFirst);
      }
      stopped.set(true);
      listening.join();
    }
  }

  /** Notifications take a moment to arrive; the answer must come without the age running out. */
  private static String awaitSpread(MarketReads reads, String symbol, String spread) {
    String wanted = "\"bidask_spread\":" + spread + ",";
    String answer = latest(reads, symbol);
    for (int i = 0; i < 100_000 && !answer.contains(wanted); i++) {
      answer = latest(reads, symbol);
    }
    assertThat(answer).contains(wanted);
    return answer;
  }

  private static String latest(MarketReads reads, String symbol) {
    return new String(
        reads
            .features("anna", new FeaturesQuery(List.of(symbol), List.of(), Optional.empty()))
            .documents()
            .getFirst(),
        StandardCharsets.UTF_8);
  }
}
