package dev.tidemark.stream.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** What Flink is told about our jobs and about the cluster inside this process. */
public final class JobSettings {
  private JobSettings() {}

  /**
   * Settings of a job, for any cluster: exactly-once checkpoints that are kept, state in RocksDB,
   * no generic serialisation, and restarts without end.
   *
   * @param directory of the job
   * @param from checkpoint or savepoint to continue from; empty to begin anew
   */
  public static Configuration job(Path directory, Duration checkpoint, Optional<Path> from) {
    Configuration settings = new Configuration();
    settings.setString("execution.runtime-mode", "STREAMING");
    settings.setString("execution.checkpointing.mode", "EXACTLY_ONCE");
    settings.setString("execution.checkpointing.interval", millis(checkpoint));
    settings.setString("execution.checkpointing.min-pause", millis(checkpoint.dividedBy(2)));
    settings.setString("execution.checkpointing.timeout", "10 min");
    // A database that is away for a while delays checkpoints; that is no reason to start anew.
    settings.setString("execution.checkpointing.tolerable-failed-checkpoints", "1000000");
    settings.setString("execution.checkpointing.incremental", "true");
    settings.setString("execution.checkpointing.num-retained", "3");
    settings.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    settings.setString(
        "execution.checkpointing.dir",
        directory.resolve(Checkpoints.CHECKPOINTS).toUri().toString());
    settings.setString(
        "execution.checkpointing.savepoint-dir",
        directory.resolve(Checkpoints.SAVEPOINTS).toUri().toString());
    settings.setString("state.backend.type", "rocksdb");
    // A timer per series, at most: one file less to write at every checkpoint.
    settings.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
    // Entries are written once and looked for in vain: merged seldom, and not looked for in files.
    settings.setString("state.backend.rocksdb.compaction.style", "UNIVERSAL");
    settings.setString("state.backend.rocksdb.use-bloom-filter", "true");
    // A filter in one piece does not stay in the cache when it is large: every look would read it.
    settings.setString("state.backend.rocksdb.memory.partitioned-index-filters", "true");
    settings.setString("pipeline.generic-types", "false");
    settings.setString("pipeline.object-reuse", "true");
    settings.setString("execution.buffer-timeout.interval", "5 ms");
    settings.setString("restart-strategy.type", "exponential-delay");
    settings.setString("restart-strategy.exponential-delay.initial-backoff", "200 ms");
    settings.setString("restart-strategy.exponential-delay.max-backoff", "10 s");
    from.ifPresent(
        path -> {
          settings.setString("execution.state-recovery.path", path.toUri().toString());
          settings.setString("execution.state-recovery.claim-mode", "NO_CLAIM");
        });
    return settings;
  }

  /** Settings of a cluster that listens on the loopback address only. */
  static Configuration loopback(Path temporary) {
    Configuration settings = new Configuration();
    for (String key :
        new String[] {
          "rest.address",
          "rest.bind-address",
          "jobmanager.bind-host",
          "jobmanager.rpc.address",
          "taskmanager.bind-host",
          "taskmanager.host"
        }) {
      settings.setString(key, "127.0.0.1");
    }
    settings.setString("rest.bind-port", "0");
    // Everybody on this machine reaches the port: it shows, and takes no orders.
    settings.setString("web.submit.enable", "false");
    settings.setString("web.cancel.enable", "false");
    settings.setString("web.rescale.enable", "false");
    settings.setString("security.delegation.tokens.enabled", "false");
    settings.setString("io.tmp.dirs", temporary.toString());
    settings.setString("taskmanager.memory.managed.size", "128 mb");
    settings.setString("taskmanager.memory.network.min", "32 mb");
    settings.setString("taskmanager.memory.network.max", "32 mb");
    settings.setString("metrics.fetcher.update-interval", "0");
    return settings;
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
