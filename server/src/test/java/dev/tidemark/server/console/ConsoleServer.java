package dev.tidemark.server.console;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.analysis.Execution.Phase;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.TidemarkServer;
import dev.tidemark.server.analysis.Analyses;
import dev.tidemark.server.analysis.AnalysisMetrics;
import dev.tidemark.server.analysis.AnalysisParts;
import dev.tidemark.server.analysis.AnalysisSettings;
import dev.tidemark.server.analysis.Caller;
import dev.tidemark.server.analysis.Completions;
import dev.tidemark.server.analysis.Engine;
import dev.tidemark.server.analysis.LocalObjectStore;
import dev.tidemark.server.jobs.JobCounters;
import dev.tidemark.server.jobs.JobQueue;
import dev.tidemark.server.jobs.Retries;
import dev.tidemark.server.jobs.Worker;
import dev.tidemark.server.jobs.WorkerOptions;
import dev.tidemark.server.live.MemoryRealTime;
import dev.tidemark.server.market.ColdBars;
import dev.tidemark.server.metrics.ServerMetrics;
import dev.tidemark.server.security.KeyRole;
import dev.tidemark.server.security.KeyService;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Migrations;
import dev.tidemark.smartdb.cache.CaffeineLatestValues;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The server as it is shipped, its service and a worker behind it, on a market of its own. */
final class ConsoleServer implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final HikariDataSource requests;
  private final HikariDataSource work;
  private final Worker worker;
  private final TidemarkServer server;

  /** An analysis of HELD stops half way until it gets one of these, or is cancelled. */
  final Semaphore held = new Semaphore(0);

  final MemoryRealTime realTime = new MemoryRealTime();

  final String key;

  /** One that may read and nothing else. */
  final String readersKey;

  ConsoleServer(Path directory) throws IOException {
    AtomicInteger secrets = new AtomicInteger();
    postgres =
        EmbeddedPostgres.start(
            EmbeddedOptions.of(
                directory.resolve("db"), () -> "secret" + secrets.incrementAndGet()));
    Database database = postgres.database();
    Migrations.run(database, "db/server");
    requests = database.pool(DatabaseRole.APP, 8);
    work = database.pool(DatabaseRole.WORKER, 4);
    KeyService keys =
        new KeyService(
            database.dataSource(DatabaseRole.OWNER),
            new SplittableRandom(1),
            InstantSource.system());
    key = keys.firstKey(new Caller.Plan(1000, 100, 5, 0)).orElseThrow().clear();
    readersKey = keys.create(KeyService.DEFAULT_TENANT, "reader", KeyRole.READER).clear();

    PlantedMarket market = new PlantedMarket();
    JobQueue queue = new JobQueue(Retries.standard(() -> 0.5));
    Analyses analyses =
        new Analyses(
            new AnalysisParts(
                market,
                new LocalObjectStore(
                    directory.resolve("objects"), () -> UUID.randomUUID().toString()),
                queue,
                holding(),
                new Completions(),
                AnalysisMetrics.NONE,
                AnalysisSettings.DEFAULT,
                InstantSource.system(),
                () -> UUID.randomUUID().toString()));
    worker =
        new Worker(
            WorkerOptions.standard("worker", "here", 1, 2),
            queue,
            List.of(analyses.handler(work)),
            work,
            database.dataSource(DatabaseRole.WORKER),
            new JobCounters(),
            System::nanoTime);
    worker.start();
    server =
        TidemarkServer.start(
            new ServerConfig(
                    "127.0.0.1",
                    0,
                    Duration.ofSeconds(2),
                    requests,
                    analyses.service(requests),
                    market,
                    new CaffeineLatestValues(Duration.ofSeconds(1), System::nanoTime),
                    ColdBars.NONE,
                    new ServerMetrics(),
                    Map.of("tidemark", "test"),
                    List.of(),
                    InstantSource.system(),
                    System::nanoTime,
                    () -> UUID.randomUUID().toString())
                .with(realTime.parts(64)));
  }

  private Engine holding() {
    return (params, bars, quotes, execution) -> {
      if (params.ticker().equals("HELD")) {
        execution.progress().at(Phase.PATHS, 0.5);
        while (!execution.cancelled().getAsBoolean() && !released()) {
          execution.progress().at(Phase.PATHS, 0.5);
        }
      }
      return MeanReversion.run(params, bars, quotes, execution);
    };
  }

  private boolean released() {
    try {
      return held.tryAcquire(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  @Override
  public void close() {
    worker.close();
    server.close();
    requests.close();
    work.close();
    postgres.close();
  }
}
