package dev.tidemark.app.torture;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Four processes load overlapping trades into one database while they, and the database server with
 * all its processes, are killed at random times; then what is stored is compared with what was
 * told.
 */
public final class SmartdbTorture {
  /**
   * What to do.
   *
   * @param kills how many
   * @param seed of trades, victims and times
   * @param work a directory of the test's own
   * @param home whose embedded database is tortured; someone must keep it open meanwhile
   */
  public record Request(int kills, long seed, Path work, Path home) {}

  /** Of each symbol in each wave. */
  private static final int TRADES = 1_000;

  private static final int DATABASE_SHARE = 20;
  private static final int PERCENT = 100;
  private static final int LONGEST_PAUSE_MILLIS = 400;
  private static final int TICK_MILLIS = 25;
  private static final long REST_MILLIS = 900_000;

  private final Request request;
  private final Consumer<String> progress;
  private final Random random;
  private final TradeTape tape;
  private final SmartdbReport report = new SmartdbReport();
  private int waves;

  /** {@code progress}: told after each kill. */
  public SmartdbTorture(Request request, Consumer<String> progress) {
    this.request = request;
    this.progress = progress;
    this.random = new Random(request.seed());
    this.tape = new TradeTape(request.seed(), TRADES);
  }

  /** Kills until there were enough, and lets the loaders finish what they have begun. */
  public SmartdbReport run() throws InterruptedException {
    Loaders loaders = new Loaders(request.work(), request.home(), tape, report);
    try {
      while (report.kills() < request.kills()) {
        loaders.tend(true);
        kill(loaders);
      }
      long waited = 0;
      while (!loaders.allFinished()) {
        loaders.tend(false);
        pause(TICK_MILLIS);
        waited += TICK_MILLIS;
        if (waited > REST_MILLIS) {
          throw TidemarkException.of(
              ErrorCode.INTERNAL,
              "The loaders do not come to an end",
              "nobody was killed for " + REST_MILLIS / 1_000 + " seconds",
              "look at their output in " + request.work());
        }
      }
    } finally {
      loaders.stop();
    }
    waves = loaders.waves();
    return report;
  }

  /** Everything that was told, each record once; after {@link #run}. */
  List<TradeTape.Told> told() {
    List<TradeTape.Told> all = new ArrayList<>();
    for (int wave = 0; wave < waves; wave++) {
      all.addAll(tape.wave(wave));
    }
    return all;
  }

  private void kill(Loaders loaders) throws InterruptedException {
    boolean database = random.nextInt(PERCENT) < DATABASE_SHARE;
    int loader = random.nextInt(Loaders.COUNT);
    long waited = 0;
    // Who has not begun to write yet is spared: killing it would only prove that it can be started.
    while (!loaders.works(loader) && waited < REST_MILLIS) {
      pause(TICK_MILLIS);
      waited += TICK_MILLIS;
      loaders.tend(true);
    }
    pause(random.nextInt(LONGEST_PAUSE_MILLIS));
    if (database ? loaders.killDatabase() : loaders.kill(loader)) {
      report.killed(database ? "database" : "loader " + (loader + 1));
      progress.accept(report.kills() + " of " + request.kills() + " killed");
    }
  }

  /** What separates two kills; it waits for no result. */
  private static void pause(int millis) throws InterruptedException {
    var unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
