package dev.tidemark.app.torture;

import dev.tidemark.app.config.Settings;
import dev.tidemark.app.torture.StreamFleet.Victim;
import dev.tidemark.app.wiring.Databases;
import dev.tidemark.app.wiring.EventLog;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The real-time path while its platform, its broker and its database are killed at random: a
 * generator outside tells trades at a steady rate and sends again what was not acknowledged; in the
 * end everything that is stored must be what the same trades come to undisturbed.
 */
public final class StreamTorture {
  /**
   * What to do.
   *
   * @param kills how many
   * @param seed of trades, victims and times
   * @param rate records per second
   * @param work an empty directory
   * @param settings of the home in it that is tortured
   */
  public record Request(int kills, long seed, int rate, Path work, Settings settings) {}

  private static final long START_SECONDS = 240;
  private static final long NANOS = 1_000_000_000L;
  private static final long CATCH_UP_SECONDS = 600;
  private static final long FAR_BEHIND_SECONDS = 60;
  private static final int SECOND_MILLIS = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final int LONGEST_PAUSE_MILLIS = 3_000;
  private static final int LONGEST_EARLY_MILLIS = 8_000;
  private static final int AFTERWARDS_MILLIS = 5_000;
  private static final int PERCENT = 100;
  private static final int PLATFORM_SHARE = 40;
  private static final int BROKER_SHARE = 30;

  /** Of the kills, those that wait for nothing. */
  private static final int STARTING_SHARE = 15;

  /** Of the others, those that wait for a checkpoint since the last kill. */
  private static final int SETTLED_SHARE = 50;

  private final Request request;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Consumer<String> progress;
  private final Random random;
  private final StreamReport report = new StreamReport();

  /** {@code progress}: told after each kill, and what is waited for. */
  public StreamTorture(
      Request request, InstantSource clock, LongSupplier ticker, Consumer<String> progress) {
    this.request = request;
    this.clock = clock;
    this.ticker = ticker;
    this.progress = progress;
    this.random = new Random(request.seed());
  }

  /** Kills until there were enough, lets everything come to rest, and compares. */
  public StreamReport run() throws InterruptedException {
    Path home = request.settings().home();
    long started = ticker.getAsLong();
    // Kept open here, so that someone who lives notices a killed server.
    try (Databases.Opened database = Databases.embedded(home, 0)) {
      progress.accept("broker and platform start");
      StreamFleet fleet =
          new StreamFleet(
              home, EventLog.brokerDirectory(request.settings()), environment(), START_SECONDS);
      try {
        if (!fleet.awaitReady(START_SECONDS)) {
          throw notStarted();
        }
        StreamTape tape = new StreamTape(request.seed(), now(), request.rate());
        long told = torture(fleet, tape);
        report.told(told);
        long tortured = ticker.getAsLong();
        List<UndisturbedStream.Series> expected = UndisturbedStream.of(tape, told, progress);
        if (!fleet.awaitReady(START_SECONDS)) {
          report.finding("a process does not come up any more; see the logs");
        }
        StreamComparison comparison =
            new StreamComparison(request.settings(), database.database(), clock, report, progress);
        comparison.awaitRest(expected, fleet);
        if (!fleet.stopPlatform(START_SECONDS / 2)) {
          report.finding("the platform did not stop when asked");
        }
        comparison.compare(expected);
        report.took(tortured - started, ticker.getAsLong() - tortured);
      } finally {
        fleet.stop(START_SECONDS / 4);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return report;
  }

  private long torture(StreamFleet fleet, StreamTape tape) throws InterruptedException {
    try (EventLog log = EventLog.connect(request.settings());
        MarketProducer producer =
            MarketProducer.open(ProducerOptions.patient(log.bootstrap()), log.registry());
        StreamProgress path = new StreamProgress(log.bootstrap(), ticker, report)) {
      StreamGenerator generator = new StreamGenerator(tape, request.rate(), producer, ticker);
      generator.start();
      while (report.kills() < request.kills()) {
        kill(fleet, path);
        progress.accept(
            "%,d of %,d killed, %,d records told, %,d of them not secured"
                .formatted(report.kills(), request.kills(), generator.sent(), path.behind()));
      }
      fleet.awaitReady(START_SECONDS);
      path.await(START_SECONDS);
      pause(AFTERWARDS_MILLIS);
      return generator.finish();
    }
  }

  /**
   * Kills come while somebody still starts, while what was missed is caught up, and when the job
   * has gone on; all of it is drawn before anything is waited for, so that a seed means the same
   * victims on any machine.
   */
  private void kill(StreamFleet fleet, StreamProgress path) throws InterruptedException {
    boolean early = random.nextInt(PERCENT) < STARTING_SHARE;
    boolean settled = random.nextInt(PERCENT) < SETTLED_SHARE;
    int pause = random.nextInt(early ? LONGEST_EARLY_MILLIS : LONGEST_PAUSE_MILLIS);
    int dice = random.nextInt(PERCENT);
    Victim victim =
        dice < PLATFORM_SHARE
            ? Victim.PLATFORM
            : dice < PLATFORM_SHARE + BROKER_SHARE ? Victim.BROKER : Victim.DATABASE;
    long asked = ticker.getAsLong();
    long ready = asked;
    if (!early) {
      if (!fleet.awaitReady(START_SECONDS)) {
        throw notStarted();
      }
      ready = ticker.getAsLong();
      if (settled) {
        path.await(START_SECONDS);
      }
      keepUp(path);
    }
    long waited = ticker.getAsLong();
    pause(pause);
    String name = victim.name().toLowerCase(Locale.ROOT) + (early ? " early" : "");
    if (fleet.kill(victim)) {
      report.killed(name);
      path.killed(name);
      note(
          String.format(
              Locale.ROOT,
              "%s %s: %.1f s until all were up, %.1f s until they had gone on, %.1f s of pause,"
                  + " %d not secured",
              clock.instant(),
              name,
              (ready - asked) / NANOS_PER_SECOND,
              (waited - ready) / NANOS_PER_SECOND,
              pause / MILLIS_PER_SECOND,
              path.behind()));
    }
    fleet.restartEnded();
  }

  /** What was waited for before each kill, for whoever looks into a run. */
  private void note(String line) {
    try {
      Files.writeString(
          request.work().resolve("kills.log"),
          line + '\n',
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the path catch up when it has fallen far behind, or it would do so for ever. */
  private void keepUp(StreamProgress path) throws InterruptedException {
    long most = FAR_BEHIND_SECONDS * request.rate();
    if (path.behind() <= most) {
      return;
    }
    for (long i = 0; i < CATCH_UP_SECONDS && path.behind() > most / 4; i++) {
      progress.accept("catching up, %,d records not secured".formatted(path.behind()));
      pause(SECOND_MILLIS);
    }
    if (path.behind() > most / 4) {
      report.finding(
          "%,d records behind and not caught up in %d seconds"
              .formatted(path.behind(), CATCH_UP_SECONDS));
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("TIDEMARK_SERVER_PORT", "0");
    environment.put("TIDEMARK_STREAM_CHECKPOINT", "2s");
    environment.put("TIDEMARK_STREAM_ARCHIVE", "5s");
    return environment;
  }

  private long now() {
    return clock.instant().getEpochSecond() * NANOS;
  }

  private TidemarkException notStarted() {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The platform does not come up",
            "it was not ready after " + START_SECONDS + " seconds",
            "look at up.log and broker.log")
        .withDetail("directory", request.work());
  }

  /** What separates two kills; it waits for no result. */
  private static void pause(int millis) throws InterruptedException {
    var unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
