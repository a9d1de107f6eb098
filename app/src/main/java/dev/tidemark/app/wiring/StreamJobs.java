package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.smartdb.Database;
import dev.tidemark.stream.job.JobState;
import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.job.LocalCluster;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.sink.SmartDbAddress;
import java.util.Optional;

/** The jobs inside this process, each from its newest checkpoint on. */
public final class StreamJobs implements AutoCloseable {
  private final LocalCluster cluster;

  private StreamJobs(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** What the jobs need to know, here or on a cluster. */
  public static StreamOptions options(Settings settings, EventLog log, Database database) {
    return StreamOptions.of(settings.home(), log.bootstrap(), log.registryUrl().toString())
        .withSmartDb(SmartDbAddress.of(database))
        .withLake(settings.path(KnownSettings.LAKE_ROOT).toString())
        .withParallelism(Math.max(1, settings.count(KnownSettings.STREAM_PARALLELISM)))
        .withCheckpoints(
            settings.duration(KnownSettings.STREAM_CHECKPOINT),
            settings.duration(KnownSettings.STREAM_ARCHIVE))
        .withGrace(settings.duration(KnownSettings.STREAM_GRACE))
        .withFlush(settings.duration(KnownSettings.STREAM_FLUSH));
  }

  /** Starts Flink and the jobs; they run when this returns or soon after. */
  public static StreamJobs start(StreamOptions options) {
    LocalCluster cluster = LocalCluster.start(options);
    try {
      cluster.run(
          LiveJob.NAME, options.checkpoint(), environment -> LiveJob.build(environment, options));
      return new StreamJobs(cluster);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  public LocalCluster cluster() {
    return cluster;
  }

  public Optional<JobState> live() {
    return cluster.state(LiveJob.NAME);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
