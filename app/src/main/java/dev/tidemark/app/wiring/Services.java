package dev.tidemark.app.wiring;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.app.command.Versions;
import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.app.smartdb.load.PassedTrades;
import dev.tidemark.lake.TableStore;
import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.TidemarkServer;
import dev.tidemark.server.analysis.Analyses;
import dev.tidemark.server.analysis.AnalysisParts;
import dev.tidemark.server.analysis.AnalysisSettings;
import dev.tidemark.server.analysis.Caller;
import dev.tidemark.server.analysis.CompletionListener;
import dev.tidemark.server.analysis.Completions;
import dev.tidemark.server.analysis.LocalObjectStore;
import dev.tidemark.server.data.LakeColdBars;
import dev.tidemark.server.idempotency.ExpiredKeys;
import dev.tidemark.server.jobs.CleanUp;
import dev.tidemark.server.jobs.JobCounters;
import dev.tidemark.server.jobs.JobQueue;
import dev.tidemark.server.jobs.QueueStats;
import dev.tidemark.server.jobs.Recurring;
import dev.tidemark.server.jobs.Retries;
import dev.tidemark.server.jobs.Worker;
import dev.tidemark.server.jobs.WorkerOptions;
import dev.tidemark.server.live.RealTime;
import dev.tidemark.server.metrics.FreshnessMetrics;
import dev.tidemark.server.metrics.ServerMetrics;
import dev.tidemark.server.security.ApiKey;
import dev.tidemark.server.security.KeyService;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.cache.LatestValues;
import dev.tidemark.smartdb.cache.WriteListener;
import dev.tidemark.smartdb.market.Upkeep;
import dev.tidemark.smartdb.read.FeatureReader;
import io.micrometer.core.instrument.FunctionCounter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a server and of a worker over one home, made once per process. */
public final class Services implements AutoCloseable {
  /** What the first tenant of an installation may do: it is its operator's own. */
  public static final Caller.Plan OPERATORS_PLAN = new Caller.Plan(1_000_000, 10_000, 5, 0);

  private static final int REQUEST_CONNECTIONS = 16;
  private static final Duration LISTEN = Duration.ofSeconds(2);
  private static final Duration FRESHNESS = Duration.ofSeconds(15);
  private static final Duration UPKEEP = Duration.ofSeconds(30);

  /** Rest after each piece of such work, as a multiple of how long it took. */
  private static final int LEAST_REST = 20;

  private static final Duration LARGE_TRADES = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Services.class);

  private final Host host;
  private final Settings settings;
  private final Databases.Opened opened;
  private final TableStore store;
  private final MarketData market;
  private final HikariDataSource requests;
  private final HikariDataSource workers;
  private final JobQueue queue;
  private final Completions completions = new Completions();
  private final Analyses analyses;
  private final ServerMetrics metrics = new ServerMetrics();
  private @Nullable LatestValues latest;
  private final JobCounters counters = new JobCounters();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Services(Host host, Settings settings, Databases.Opened opened) {
    this.host = host;
    this.settings = settings;
    this.opened = opened;
    this.store = Lakes.open(host, settings);
    this.market = Markets.open(store, settings, host);
    SecureRandom random = new SecureRandom();
    this.queue = new JobQueue(Retries.standard(random::nextDouble));
    Database database = opened.database();
    this.requests = database.pool(DatabaseRole.APP, REQUEST_CONNECTIONS);
    this.workers = database.pool(DatabaseRole.WORKER, threads() * 2 + 4);
    this.analyses =
        new Analyses(
            new AnalysisParts(
                market,
                new LocalObjectStore(settings.path(KnownSettings.OBJECTS_ROOT), host.ids()),
                queue,
                MeanReversion::run,
                completions,
                metrics,
                AnalysisSettings.DEFAULT.withThreads(Runtime.getRuntime().availableProcessors()),
                host.clock(),
                host.ids()));
    observe();
  }

  private void observe() {
    metrics.queueDepth(this, Services::waitingJobs);
    for (JobCounters.Event event : JobCounters.Event.values()) {
      FunctionCounter.builder("tidemark.jobs", counters, counted -> counted.get(event))
          .description("what happened to jobs in this process")
          .tag("event", event.name().toLowerCase(Locale.ROOT))
          .register(metrics.registry());
    }
  }

  /** NaN when the database does not answer: a scrape is no place to fail. */
  private double waitingJobs() {
    try (Connection connection = workers.getConnection()) {
      QueueStats stats = queue.stats(connection);
      return stats.due() + stats.delayed();
    } catch (SQLException away) {
      return Double.NaN;
    }
  }

  /** Opens database and lake. */
  public static Services open(Host host, Settings settings) {
    Databases.Opened opened = Databases.open(settings);
    try {
      return new Services(host, settings, opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  public Database database() {
    return opened.database();
  }

  /** The keys of a database. */
  public static KeyService keys(Database database, Host host) {
    return new KeyService(
        database.dataSource(DatabaseRole.OWNER), new SecureRandom(), host.clock());
  }

  /** The first key of an installation, once. */
  public Optional<ApiKey> firstKey() {
    return keys(database(), host).firstKey(OPERATORS_PLAN);
  }

  private int threads() {
    return Math.max(1, settings.count(KnownSettings.JOBS_THREADS));
  }

  /** As {@link #worker(int)}, with as many jobs at a time as configured. */
  public Worker worker() {
    return worker(threads());
  }

  /**
   * Not started yet. Whoever starts it drains it.
   *
   * @param threads jobs at a time
   */
  public Worker worker(int threads) {
    Duration lease = settings.duration(KnownSettings.JOBS_LEASE);
    Duration beat =
        lease.dividedBy(10).compareTo(Duration.ofSeconds(2)) < 0
            ? lease.dividedBy(10)
            : Duration.ofSeconds(2);
    WorkerOptions options =
        WorkerOptions.standard(
                host.ids().get(),
                host.environment().getOrDefault("HOSTNAME", "localhost"),
                ProcessHandle.current().pid(),
                threads)
            .withTimes(lease, beat, Duration.ofSeconds(2));
    return new Worker(
        options,
        queue,
        List.of(analyses.handler(workers), new CleanUp(queue, List.of(new ExpiredKeys()))),
        workers,
        database().dataSource(DatabaseRole.WORKER),
        counters,
        host.ticker());
  }

  /** Not started yet. */
  public Recurring recurring() {
    return new Recurring(Recurring.STANDARD, queue, workers, host.ids().get(), host.ids());
  }

  /**
   * Listens when this returns.
   *
   * @param port 0 for any free one
   * @param realTime what it has of the log and the jobs
   */
  public TidemarkServer server(int port, RealTime realTime) {
    Thread.ofVirtual()
        .name("completions")
        .start(
            new CompletionListener(
                database().dataSource(DatabaseRole.APP),
                completions,
                LISTEN,
                () -> closed.getCount() == 0,
                this::pause));
    LatestValues values = LatestCache.open(settings, host);
    latest = values;
    Thread.ofVirtual()
        .name("writes")
        .start(
            new WriteListener(
                database().dataSource(DatabaseRole.APP),
                values,
                LISTEN,
                () -> closed.getCount() == 0,
                this::pause));
    FreshnessMetrics freshness = new FreshnessMetrics(metrics.registry());
    FeatureReader reader = new FeatureReader(requests);
    repeat("freshness", FRESHNESS, () -> freshness.observe(reader.freshness()));
    repeat("upkeep", UPKEEP, () -> Upkeep.of(database()).run());
    PassedTrades passed = new PassedTrades(database());
    repeat("judging of large trades", LARGE_TRADES, passed::judge);
    return TidemarkServer.start(
        new ServerConfig(
            settings.text(KnownSettings.SERVER_HOST),
            port,
            settings.duration(KnownSettings.JOBS_DRAIN),
            requests,
            analyses.service(requests),
            market,
            values,
            new LakeColdBars(store),
            metrics,
            Versions.collect(),
            List.of(),
            host.clock(),
            host.ticker(),
            host.ids(),
            realTime));
  }

  /**
   * Does something again and again until this is closed; what goes wrong is tried again. Whatever
   * the pause, it takes a small part of the time only: the database is there for others.
   */
  private void repeat(String name, Duration pause, Runnable work) {
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                long rest;
                do {
                  long began = host.ticker().getAsLong();
                  try {
                    work.run();
                  } catch (RuntimeException away) {
                    LOG.warn("The {} of market data failed: {}", name, away.getMessage());
                  }
                  long took = host.ticker().getAsLong() - began;
                  rest = Math.max(pause.toNanos(), LEAST_REST * took);
                } while (!closed.await(rest, TimeUnit.NANOSECONDS));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void pause() {
    try {
      var unused = closed.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (latest != null) {
      latest.close();
    }
    requests.close();
    workers.close();
    store.close();
    opened.close();
  }
}
