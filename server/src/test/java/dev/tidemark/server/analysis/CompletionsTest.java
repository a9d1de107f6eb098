package dev.tidemark.server.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits is woken at once by a hint, and finds out by itself without one. */
class CompletionsTest {
  private static final String LISTENING =
      " FROM pg_stat_activity WHERE query = 'LISTEN tidemark_runs'";
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  @Timeout(120)
  void aRunThatAnotherProcessFinishedWakesAndALostConnectionIsMadeAgain() throws Exception {
    AnalysisDatabase db = AnalysisDatabase.empty();
    Completions completions = new Completions();
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch lost = new CountDownLatch(1);
    Thread listener =
        Thread.ofVirtual()
            .start(
                new CompletionListener(
                    db.database.dataSource(DatabaseRole.APP),
                    completions,
                    Duration.ofMillis(50),
                    stopped::get,
                    lost::countDown));
    wakes(db, completions, "first");
    assertThat(asRequest(db, "SELECT count(pg_terminate_backend(pid))" + LISTENING)).isOne();
    assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
    wakes(db, completions, "second");
    stopped.set(true);
    listener.join();
  }

  /** As the role that listens: others do not see its statements. */
  private static int asRequest(AnalysisDatabase db, String query) throws SQLException {
    try (Connection connection = db.app.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void wakes(AnalysisDatabase db, Completions completions, String run)
      throws SQLException, InterruptedException {
    while (asRequest(db, "SELECT count(*)" + LISTENING) != 1) {
      Thread.onSpinWait();
    }
    AtomicBoolean finished = new AtomicBoolean();
    CountDownLatch looked = new CountDownLatch(1);
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () ->
                completions.await(
                    run,
                    () -> {
                      looked.countDown();
                      return finished.get();
                    },
                    LONG,
                    LONG));
    looked.await();
    finished.set(true);
    db.run("SELECT pg_notify('tidemark_runs', '" + run + "')");
    assertThat(waiting.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
  }

  @Test
  void withoutAHintItLooksAgainUntilTheCap() {
    AtomicInteger looks = new AtomicInteger();
    Completions completions = new Completions();
    assertThat(
            completions.await(
                "run", () -> looks.incrementAndGet() == 3, LONG, Duration.ofMillis(1)))
        .isTrue();
    looks.set(10);
    assertThat(
            completions.await(
                "run",
                () -> looks.incrementAndGet() == 3,
                Duration.ofMillis(5),
                Duration.ofMillis(1)))
        .isFalse();
    assertThat(looks).hasValue(16);
  }
}
