package dev.tidemark.stream.produce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a heartbeat a second for feeds of what happens now. Replays tell their own. */
public final class LiveHeartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveHeartbeats.class);
  private static final long EVERY_MILLIS = 1000;

  private final MarketProducer producer;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;

  private LiveHeartbeats(MarketProducer producer, InstantSource clock) {
    this.producer = producer;
    this.clock = clock;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("heartbeats").daemon().factory());
  }

  /**
   * Begins at once.
   *
   * @param clock the one that stamps the records of the same producer
   */
  public static LiveHeartbeats start(MarketProducer producer, InstantSource clock) {
    LiveHeartbeats heartbeats = new LiveHeartbeats(producer, clock);
    var unused =
        heartbeats.timer.scheduleAtFixedRate(
            heartbeats::tell, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    return heartbeats;
  }

  private void tell() {
    try {
      Instant now = clock.instant();
      producer.heartbeat(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    } catch (RuntimeException e) {
      LOG.warn("A heartbeat was not sent", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
