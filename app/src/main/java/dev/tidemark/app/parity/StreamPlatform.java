package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.LogRecord;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.app.smartdb.load.LargeTradeFlags;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.job.JobState;
import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.job.LocalCluster;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.produce.MarketProducer;
import dev.tidemark.stream.produce.ProducerOptions;
import dev.tidemark.stream.registry.HttpRegistry;
import dev.tidemark.stream.registry.MemorySubjects;
import dev.tidemark.stream.registry.RegistryServer;
import dev.tidemark.stream.registry.Subjects;
import dev.tidemark.stream.sink.SmartDbAddress;
import dev.tidemark.stream.topic.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** A broker and the live job of their own, in this process and a directory of theirs. */
final class StreamPlatform implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SELDOM = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 250;
  private static final int STANDSTILL = 480;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final EmbeddedBroker broker;
  private final HttpRegistry schemas;
  private final Database database;
  private final LocalCluster cluster;

  private StreamPlatform(Path home, Database database, int parallelism) {
    this.database = database;
    try {
      broker = EmbeddedBroker.start(home.resolve("kafka"), 0);
      opened.push(broker);
      try (Topics topics = Topics.of(broker.bootstrap(), PATIENCE)) {
        topics.ensure();
      }
      RegistryServer registry =
          RegistryServer.start(new Subjects(new MemorySubjects()), home.resolve("registry"));
      opened.push(registry);
      schemas = new HttpRegistry(registry.url());
      opened.push(schemas);
      StreamOptions options =
          StreamOptions.of(home, broker.bootstrap(), registry.url().toString())
              .withSmartDb(SmartDbAddress.of(database))
              .withParallelism(parallelism)
              .withFlush(Duration.ofMillis(200))
              .withCheckpoints(SELDOM, SELDOM);
      cluster = LocalCluster.start(options);
      opened.push(cluster);
      cluster.run(LiveJob.NAME, options.checkpoint(), env -> LiveJob.build(env, options));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** {@code home}: a directory of its own. */
  static StreamPlatform start(Path home, Database database, int parallelism) {
    return new StreamPlatform(home, database, parallelism);
  }

  /** Tells the logs through Kafka, and waits until everything that follows is stored. */
  void tell(List<SeriesLog> logs, PhaseSeconds phases, LongConsumer progress) {
    long total = logs.stream().mapToLong(log -> log.records().size()).sum();
    try (PhaseSeconds.Open phase = phases.open("tell")) {
      tell(logs);
    }
    try (PhaseSeconds.Open phase = phases.open("stream")) {
      awaitAll(total, progress);
    }
    try (PhaseSeconds.Open phase = phases.open("large trades")) {
      LargeTradeFlags.update(database, series(logs));
    }
  }

  private void tell(List<SeriesLog> logs) {
    try (MarketProducer producer =
        MarketProducer.open(ProducerOptions.patient(broker.bootstrap()), schemas)) {
      MergedLogs.tell(
          logs,
          new MergedLogs.Sink() {
            @Override
            public void heartbeat(long knownNanos) {
              producer.heartbeat(knownNanos);
            }

            @Override
            public void record(SeriesLog log, LogRecord record) {
              switch (record) {
                case LogRecord.OfTrade of ->
                    producer.trade(log.source(), log.instrument(), of.trade());
                case LogRecord.OfQuote of ->
                    producer.quote(log.source(), log.instrument(), of.quote());
              }
            }
          });
      producer.flush();
    }
  }

  /** Those of the logs that the job met. */
  private List<Integer> series(List<SeriesLog> logs) {
    Set<String> told = new HashSet<>();
    logs.forEach(log -> told.add(log.key()));
    List<Integer> ids = new ArrayList<>();
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT series_id, source, symbol FROM md.series ORDER BY 1")) {
      while (rows.next()) {
        if (told.contains(rows.getString(2) + '/' + rows.getString(3))) {
          ids.add(rows.getInt(1));
        }
      }
    } catch (SQLException e) {
      throw StoredStream.unreadable(e);
    }
    return ids;
  }

  /** Everything is read and settled, and then nothing more has come of it. */
  private void awaitAll(long total, LongConsumer progress) {
    String before = "";
    int still = 0;
    int settled = 0;
    while (settled < 2) {
      pause();
      JobState state = cluster.state(LiveJob.NAME).orElseThrow();
      String now = state.counters() + " " + state.lag();
      progress.accept(Math.min(total, state.count("records")));
      boolean same = now.equals(before);
      before = now;
      still = same ? still + 1 : 0;
      if (still > STANDSTILL || state.status().equals("FAILED")) {
        throw TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The live job does not come to an end",
            "status " + state.status() + ", behind " + state.behind() + ", " + state.failure(),
            "give it more memory, or fewer seeds at once");
      }
      if (same && state.behind() == 0 && state.count("records") >= total) {
        cluster.settle(LiveJob.NAME);
        settled++;
      } else {
        settled = 0;
      }
    }
  }

  private static void pause() {
    try {
      var unused = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE, "The wait was interrupted", "the program ends", "run it again", e);
    }
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        // The rest is closed all the same; the directory is thrown away.
        continue;
      }
    }
  }
}
