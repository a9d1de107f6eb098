package dev.tidemark.app.torture;

import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far the live job is, as its completed checkpoints say: records of the trades' topic up to the
 * last one, those still to come, and how long it takes after a kill until there is a next one.
 */
final class StreamProgress implements AutoCloseable {
  private static final String GROUP = "tidemark-" + LiveJob.NAME;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final int LOOK_MILLIS = 200;

  private final Admin admin;
  private final LongSupplier ticker;
  private final StreamReport report;
  private final Map<TopicPartition, OffsetSpec> latest;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("torture-progress").unstarted(this::run);
  private final Object lock = new Object();
  private @Nullable Wait waiting;
  private long kills;
  private long behind;

  /** For whom it is waited since when, and how far it was when first asked after that. */
  private record Wait(String victim, long startedNanos, long done) {}

  StreamProgress(String bootstrap, LongSupplier ticker, StreamReport report) {
    this.ticker = ticker;
    this.report = report;
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS));
    latest =
        IntStream.range(0, Topic.TRADES.partitions())
            .mapToObj(number -> new TopicPartition(Topic.TRADES.topicName(), number))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    thread.start();
  }

  /** Somebody was killed just now; whatever was waited for before is overtaken. */
  void killed(String victim) {
    synchronized (lock) {
      kills++;
      if (waiting != null) {
        report.overtaken(waiting.victim());
      }
      waiting = new Wait(victim, ticker.getAsLong(), Long.MAX_VALUE);
    }
  }

  /** Returns when there was a checkpoint since the last kill; false when there is none for long. */
  boolean await(long seconds) throws InterruptedException {
    long end = ticker.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    synchronized (lock) {
      while (waiting != null) {
        if (ticker.getAsLong() > end) {
          return false;
        }
        lock.wait(LOOK_MILLIS);
      }
      return true;
    }
  }

  /** Records of the topic after the last checkpoint. */
  long behind() {
    synchronized (lock) {
      return behind;
    }
  }

  private void run() {
    try {
      while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    long before;
    synchronized (lock) {
      before = kills;
    }
    long committed = 0;
    long ends = 0;
    try {
      Map<TopicPartition, @Nullable OffsetAndMetadata> offsets =
          new HashMap<>(
              admin
                  .listConsumerGroupOffsets(GROUP)
                  .partitionsToOffsetAndMetadata()
                  .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
      var told = admin.listOffsets(latest).all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      for (TopicPartition partition : latest.keySet()) {
        OffsetAndMetadata offset = offsets.get(partition);
        committed += offset == null ? 0 : offset.offset();
        ends += Objects.requireNonNull(told.get(partition)).offset();
      }
    } catch (ExecutionException | TimeoutException e) {
      // The broker is one of those that are killed.
      return;
    }
    synchronized (lock) {
      behind = ends - committed;
      report.behind(behind);
      // What was asked before the kill says nothing of the time after it.
      if (waiting != null && kills == before) {
        if (committed > waiting.done()) {
          report.recovered(waiting.victim(), ticker.getAsLong() - waiting.startedNanos());
          waiting = null;
        } else if (waiting.done() == Long.MAX_VALUE) {
          waiting = new Wait(waiting.victim(), waiting.startedNanos(), committed);
        }
      }
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    stop.countDown();
    admin.close(Duration.ZERO);
  }
}
