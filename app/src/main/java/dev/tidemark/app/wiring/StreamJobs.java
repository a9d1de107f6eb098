package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.stream.archive.ArchiveJob;
import dev.tidemark.stream.archive.ArchiveOptions;
import dev.tidemark.stream.archive.ArchiveStart;
import dev.tidemark.stream.job.JobState;
import dev.tidemark.stream.job.LiveJob;
import dev.tidemark.stream.job.LocalCluster;
import dev.tidemark.stream.job.StreamOptions;
import dev.tidemark.stream.sink.SmartDbAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs inside this process, each from its newest checkpoint on. */
public final class StreamJobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamJobs.class);

  private final LocalCluster cluster;

  private StreamJobs(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** The right to run the jobs of a home; empty when another process has it. */
  static Optional<HomeLock> right(Settings settings) {
    return HomeLock.tryTake(settings.home().resolve("stream").resolve("lock"));
  }

  /**
   * Refuses to go on when a process of this machine runs the jobs of the home: two of a kind would
   * write the same rows and delete each other's checkpoints.
   *
   * @throws TidemarkException PRECONDITION_FAILED when one does
   */
  public static void refuseBesideLocal(Settings settings) {
    Optional<HomeLock> right = right(settings);
    if (right.isEmpty()) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The jobs of this home run already",
              "a 'tidemark up' on this machine runs them inside itself",
              "Stop it and start 'tidemark up --no-jobs', then submit again")
          .withDetail("home", settings.home());
    }
    try {
      right.get().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** How the archive begins when it has no checkpoint to continue from. */
  public static ArchiveOptions archive(Settings settings, Host host) {
    String start = settings.text(KnownSettings.STREAM_START);
    return ArchiveOptions.of(settings.path(KnownSettings.LAKE_ROOT).toString(), host.ids().get())
        .withStart(ArchiveStart.parse(start))
        .withDurable(settings.isOn(KnownSettings.LAKE_DURABLE));
  }

  /**
   * Starts Flink and the jobs; they run when this returns or soon after. An archive that refuses to
   * start leaves the live job alone.
   */
  public static StreamJobs start(StreamOptions options, ArchiveOptions archive) {
    LocalCluster cluster = LocalCluster.start(options);
    try {
      cluster.run(
          LiveJob.NAME, options.checkpoint(), environment -> LiveJob.build(environment, options));
      try {
        cluster.run(
            ArchiveJob.NAME,
            options.archive(),
            environment -> ArchiveJob.build(environment, options, archive));
      } catch (TidemarkException e) {
        LOG.error("The archive does not run: {}", e.getMessage());
      }
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
