package dev.tidemark.app.config;

import dev.tidemark.app.config.Setting.Kind;
import java.util.List;
import java.util.Optional;

/** Every key of {@code tidemark.yaml}, in the order in which they are printed. */
public final class KnownSettings {
  public static final Setting LAKE_ROOT =
      new Setting("lake.root", Kind.PATH, "", false, "directory of all tables; default HOME/lake");
  public static final Setting LAKE_MEMORY =
      new Setting(
          "lake.memory",
          Kind.SIZE,
          "1536MiB",
          false,
          "memory the query engine may use beside the Java heap before it spills to disk");
  public static final Setting LAKE_THREADS =
      new Setting("lake.threads", Kind.COUNT, "0", false, "threads of the query engine; 0: cores");
  public static final Setting LAKE_DURABLE =
      new Setting(
          "lake.durable",
          Kind.SWITCH,
          "true",
          false,
          "flush to the device before a commit is reported, to survive power loss");
  public static final Setting LAKE_RETENTION =
      new Setting(
          "lake.retention", Kind.DURATION, "90d", false, "how long 'vacuum' keeps old versions");
  public static final Setting LAKE_FILE_SIZE =
      new Setting("lake.file-size", Kind.SIZE, "128MiB", false, "size of file 'optimize' aims at");
  public static final Setting INGEST_COMMIT_ROWS =
      new Setting(
          "ingest.commit-rows",
          Kind.COUNT,
          "1000000",
          false,
          "rows a backfill gathers before it commits");
  public static final Setting INGEST_CONCURRENCY =
      new Setting(
          "ingest.concurrency", Kind.COUNT, "2", false, "sources looked at ahead of reading");
  public static final Setting INGEST_BAR_DELAY =
      new Setting(
          "ingest.bar-delay",
          Kind.DURATION,
          "10s",
          false,
          "backfilled bars are assumed known so long after they closed");
  public static final Setting INGEST_TICK_DELAY =
      new Setting(
          "ingest.tick-delay",
          Kind.DURATION,
          "1s",
          false,
          "backfilled trades and quotes are assumed known so long after they happened");
  public static final Setting SILVER_PROVIDERS =
      new Setting(
          "silver.providers",
          Kind.TEXT,
          "",
          false,
          "providers in order of preference, separated by commas; others follow by name");
  public static final Setting SILVER_SETTLE =
      new Setting(
          "silver.settle",
          Kind.DURATION,
          "15s",
          false,
          "how long after its close a bar waits for what it is made of");
  public static final Setting SILVER_GRACE =
      new Setting(
          "silver.grace",
          Kind.DURATION,
          "48h",
          false,
          "rows known later than this are counted late");
  public static final Setting SILVER_PULSE_BASE =
      new Setting(
          "silver.pulse-base",
          Kind.TEXT,
          "5m",
          false,
          "timeframe at whose closes the pulse is taken");
  public static final Setting SILVER_THREADS =
      new Setting("silver.threads", Kind.COUNT, "0", false, "series worked on at a time; 0: cores");
  public static final Setting COINBASE_URL =
      new Setting(
          "providers.coinbase.url",
          Kind.URL,
          "https://api.exchange.coinbase.com",
          false,
          "address of the Coinbase Exchange REST API");
  public static final Setting OBJECTS_ROOT =
      new Setting(
          "objects.root",
          Kind.PATH,
          "",
          false,
          "directory of results and artifacts; default HOME/objects");
  public static final Setting DATABASE_URL =
      new Setting(
          "database.url",
          Kind.URL,
          "",
          false,
          "jdbc:postgresql://host/name of a PostgreSQL 15 or newer; empty: the embedded one");
  public static final Setting DATABASE_USER =
      new Setting("database.user", Kind.TEXT, "", false, "login at that server");
  public static final Setting DATABASE_PASSWORD =
      new Setting("database.password", Kind.TEXT, "", true, "password of that login");
  public static final Setting DATABASE_PORT =
      new Setting(
          "database.port",
          Kind.COUNT,
          "0",
          false,
          "port of the embedded server on 127.0.0.1; 0: a free one, then always the same");
  public static final Setting REDIS_URL =
      new Setting(
          "redis.url",
          Kind.URL,
          "",
          false,
          "redis://host:6379 where servers share latest values; empty: each keeps its own");
  public static final Setting REDIS_PREFIX =
      new Setting(
          "redis.prefix",
          Kind.TEXT,
          "tidemark",
          false,
          "what keys there begin with; another one for each installation that shares it");
  public static final Setting LATEST_AGE =
      new Setting(
          "latest.age",
          Kind.DURATION,
          "1s",
          false,
          "latest values are computed anew after so long, though nothing was written");
  public static final Setting KAFKA_BOOTSTRAP =
      new Setting(
          "kafka.bootstrap",
          Kind.TEXT,
          "",
          false,
          "host:port,... of a Kafka cluster; empty: the embedded broker");
  public static final Setting KAFKA_PORT =
      new Setting(
          "kafka.port",
          Kind.COUNT,
          "0",
          false,
          "port of the embedded broker on 127.0.0.1; 0: a free one, then always the same");
  public static final Setting REGISTRY_URL =
      new Setting(
          "registry.url",
          Kind.URL,
          "",
          false,
          "address of a Confluent-compatible schema registry; empty: the embedded one");
  public static final Setting STREAM_PARALLELISM =
      new Setting(
          "stream.parallelism", Kind.COUNT, "1", false, "subtasks of each operator of the jobs");
  public static final Setting STREAM_CHECKPOINT =
      new Setting(
          "stream.checkpoint",
          Kind.DURATION,
          "30s",
          false,
          "how often the live job takes a checkpoint, from which it continues after a crash");
  public static final Setting STREAM_ARCHIVE =
      new Setting(
          "stream.archive",
          Kind.DURATION,
          "60s",
          false,
          "how often the archive job commits to the lake");
  public static final Setting STREAM_START =
      new Setting(
          "stream.start",
          Kind.TEXT,
          "refuse",
          false,
          "what the archive does without a checkpoint over a lake it has written to: refuse,"
              + " replay (read the log again, leave out what is there) or from-now");
  public static final Setting STREAM_GRACE =
      new Setting(
          "stream.grace",
          Kind.DURATION,
          "48h",
          false,
          "records known later than this after their bar closed are set aside");
  public static final Setting STREAM_FLUSH =
      new Setting(
          "stream.flush",
          Kind.DURATION,
          "20ms",
          false,
          "batches of rows for the database begin so long after one another");
  public static final Setting JOBS_THREADS =
      new Setting("jobs.threads", Kind.COUNT, "2", false, "jobs that a process runs at a time");
  public static final Setting JOBS_LEASE =
      new Setting(
          "jobs.lease",
          Kind.DURATION,
          "30s",
          false,
          "after so long without a sign of life a worker's jobs pass to another");
  public static final Setting JOBS_DRAIN =
      new Setting(
          "jobs.drain",
          Kind.DURATION,
          "30s",
          false,
          "how long running jobs may take when a process is asked to stop");
  public static final Setting SERVER_HOST =
      new Setting("server.host", Kind.TEXT, "127.0.0.1", false, "address the API listens on");
  public static final Setting SERVER_PORT =
      new Setting("server.port", Kind.COUNT, "8080", false, "port of the API; 0: any free one");
  public static final Setting LOG_LEVEL =
      new Setting("log.level", Kind.TEXT, "warn", false, "error, warn, info, debug or trace");

  public static final List<Setting> ALL =
      List.of(
          LAKE_ROOT,
          LAKE_MEMORY,
          LAKE_THREADS,
          LAKE_DURABLE,
          LAKE_RETENTION,
          LAKE_FILE_SIZE,
          INGEST_COMMIT_ROWS,
          INGEST_CONCURRENCY,
          INGEST_BAR_DELAY,
          INGEST_TICK_DELAY,
          SILVER_PROVIDERS,
          SILVER_SETTLE,
          SILVER_GRACE,
          SILVER_PULSE_BASE,
          SILVER_THREADS,
          COINBASE_URL,
          OBJECTS_ROOT,
          DATABASE_URL,
          DATABASE_USER,
          DATABASE_PASSWORD,
          DATABASE_PORT,
          REDIS_URL,
          REDIS_PREFIX,
          LATEST_AGE,
          KAFKA_BOOTSTRAP,
          KAFKA_PORT,
          REGISTRY_URL,
          STREAM_PARALLELISM,
          STREAM_CHECKPOINT,
          STREAM_ARCHIVE,
          STREAM_START,
          STREAM_GRACE,
          STREAM_FLUSH,
          JOBS_THREADS,
          JOBS_LEASE,
          JOBS_DRAIN,
          SERVER_HOST,
          SERVER_PORT,
          LOG_LEVEL);

  private KnownSettings() {}

  static Optional<Setting> byKey(String key) {
    return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  static Optional<Setting> byVariable(String variable) {
    return ALL.stream().filter(setting -> setting.variable().equals(variable)).findFirst();
  }

  static List<String> keys() {
    return ALL.stream().map(Setting::key).toList();
  }
}
