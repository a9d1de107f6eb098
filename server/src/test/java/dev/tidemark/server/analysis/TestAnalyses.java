package dev.tidemark.server.analysis;

import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.server.jobs.JobCounters;
import dev.tidemark.server.jobs.JobQueue;
import dev.tidemark.server.jobs.Retries;
import dev.tidemark.server.jobs.Worker;
import dev.tidemark.server.jobs.WorkerOptions;
import dev.tidemark.smartdb.DatabaseRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Analyses on a real database and a simulated market, with workers when a test starts some. */
final class TestAnalyses implements AutoCloseable {
  static final Instant MORNING = Instant.parse("2024-02-01T09:00:00Z");
  static final Caller ANNA = new Caller("anna", new Caller.Plan(1000, 100, 5, 0));
  static final Caller BEN = new Caller("ben", new Caller.Plan(1000, 100, 5, 0));

  final AnalysisDatabase db;
  final SimulatedMarket market = new SimulatedMarket();
  final Path objects;
  final ObjectStore store;
  final Completions completions = new Completions();
  final AtomicInteger computed = new AtomicInteger();
  final AtomicLong millis = new AtomicLong(MORNING.toEpochMilli());
  final JobQueue queue =
      new JobQueue(new Retries(Duration.ofMillis(20), Duration.ofMillis(50), () -> 0.5, 3));
  final Analyses analyses;
  final AnalysisService service;
  private final List<Worker> workers = new ArrayList<>();

  TestAnalyses() throws SQLException, IOException {
    this(engine -> engine, store -> store, AnalysisSettings.DEFAULT, source -> source);
  }

  TestAnalyses(
      UnaryOperator<Engine> engine,
      UnaryOperator<ObjectStore> stores,
      AnalysisSettings settings,
      UnaryOperator<DataSource> databases)
      throws SQLException, IOException {
    this(
        AnalysisDatabase.empty(),
        Files.createTempDirectory("objects"),
        engine,
        stores,
        settings,
        databases);
  }

  private TestAnalyses(
      AnalysisDatabase db,
      Path objects,
      UnaryOperator<Engine> engine,
      UnaryOperator<ObjectStore> stores,
      AnalysisSettings settings,
      UnaryOperator<DataSource> databases) {
    this.db = db;
    this.objects = objects;
    store = stores.apply(new LocalObjectStore(objects, () -> UUID.randomUUID().toString()));
    Engine counting =
        (params, bars, quotes, execution) -> {
          computed.incrementAndGet();
          return MeanReversion.run(params, bars, quotes, execution);
        };
    // Every instant is later than the one before.
    InstantSource clock = () -> Instant.ofEpochMilli(millis.incrementAndGet());
    analyses =
        new Analyses(
            new AnalysisParts(
                market,
                store,
                queue,
                engine.apply(counting),
                completions,
                AnalysisMetrics.NONE,
                new AnalysisSettings(
                    1,
                    settings.syncWait(),
                    settings.syncBudget(),
                    Duration.ofMillis(10),
                    Duration.ZERO,
                    settings.barsCacheBytes(),
                    settings.bodyCacheBytes()),
                clock,
                () -> UUID.randomUUID().toString()));
    service = analyses.service(databases.apply(db.app));
  }

  /** Another process on the same database and objects. */
  TestAnalyses restarted() {
    return new TestAnalyses(
        db, objects, engine -> engine, same -> same, AnalysisSettings.DEFAULT, source -> source);
  }

  /** Begins to work on what is queued. */
  Worker work(String id) {
    return work(id, db.worker);
  }

  Worker work(String id, DataSource database) {
    Worker worker =
        new Worker(
            WorkerOptions.standard(id, "here", 1, 2)
                .withTimes(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofMillis(20)),
            queue,
            List.of(analyses.handler(database)),
            database,
            db.database.dataSource(DatabaseRole.WORKER),
            new JobCounters(),
            System::nanoTime);
    workers.add(worker);
    worker.start();
    return worker;
  }

  AnalysisView submit(Caller caller, String request) {
    return view(service.submit(caller, bytes(request), Mode.ASYNC, Alongside.NOTHING));
  }

  static AnalysisView view(Submission submission) {
    return switch (submission) {
      case Submission.Completed completed -> completed.view();
      case Submission.Accepted accepted -> accepted.view();
      case Submission.Rejected rejected -> throw new AssertionError(rejected.toString());
      case Submission.Limited limited -> throw new AssertionError(limited.toString());
    };
  }

  /** The analysis when it is finished. */
  AnalysisView finished(AnalysisView view) {
    for (int i = 0; i < 100_000; i++) {
      AnalysisView now = service.find(view.tenantId(), view.analysisId()).orElseThrow();
      if (now.status().finished()) {
        return now;
      }
    }
    throw new AssertionError("never finished: " + view);
  }

  /** A small analysis: 2 cells, some milliseconds. */
  static String request(String ticker) {
    return request(ticker, 2.0);
  }

  static String request(String ticker, double entry) {
    return """
    {"ticker":"%s","interval":"15m","horizon":{"start":"2023-01-03","end":"2023-06-30"},
     "windows":{"bin_minutes":195,"mode":"ALL_DAYS"},"grid":[{"lookback":10,"entry":%s}],
     "walk_forward":{"train":20,"test":20},"min_trades":5,"min_sessions":8,
     "bootstrap":{"B":999},"null_paths":{"B":199},"costs":{"bps_per_side":0.5}}\
    """
        .formatted(ticker, entry);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
  }
}
