package dev.tidemark.stream.job;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink inside this process, on the loopback address only. A job that is started continues from its
 * newest complete checkpoint or savepoint; a failed one starts again by itself. Safe for any
 * thread.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

  /** Jobs of the platform that run side by side. */
  private static final int JOBS = 2;

  private static final long LOOK_EVERY_NANOS = 20_000_000;
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(60);

  private final StreamOptions options;
  private final MeasuredCluster cluster;
  private final Backlog backlog;
  private final Map<String, JobID> jobs = new ConcurrentHashMap<>();

  private LocalCluster(StreamOptions options, MeasuredCluster cluster) {
    this.options = options;
    this.cluster = cluster;
    this.backlog = new Backlog(options.bootstrap());
  }

  /**
   * Starts Flink without jobs; what a killed process left behind is cleared first.
   *
   * @throws TidemarkException IO_FAILURE when its directory cannot be written, UNAVAILABLE when
   *     Flink does not start
   */
  public static LocalCluster start(StreamOptions options) {
    Path temporary = options.directory("tmp");
    try {
      FileTrees.delete(temporary);
      Files.createDirectories(temporary);
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The directory of the jobs cannot be written",
              String.valueOf(e.getMessage()),
              "Check its rights and the space on the disk",
              e)
          .withDetail("directory", temporary);
    }
    MeasuredCluster cluster =
        new MeasuredCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(JobSettings.loopback(temporary))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(JOBS * options.parallelism())
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .setCommonBindAddress("127.0.0.1")
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw unavailable("Flink does not start", e);
    }
    return new LocalCluster(options, cluster);
  }

  /**
   * Starts a job, from where it was.
   *
   * @param topology adds the operators; the only difference to a cluster elsewhere is who calls it
   */
  public void run(String job, Duration checkpoint, Consumer<StreamExecutionEnvironment> topology) {
    Path directory = options.directory(job);
    Optional<Path> from = Checkpoints.newest(directory);
    from.ifPresent(kept -> Checkpoints.deleteOthers(directory, kept));
    Configuration settings = JobSettings.job(directory, checkpoint, from);
    settings.setString("parallelism.default", Integer.toString(options.parallelism()));
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(settings);
    topology.accept(environment);
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(job);
    LOG.info("Job {} starts {}", job, from.map(path -> "from " + path).orElse("anew"));
    JobID id = wait(cluster.submitJob(graph.getJobGraph()), ANSWER).getJobID();
    awaitInitialised(job, id);
    jobs.put(job, id);
  }

  private void awaitInitialised(String job, JobID id) {
    while (wait(cluster.getJobStatus(id), ANSWER) == JobStatus.INITIALIZING) {
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    if (wait(cluster.getJobStatus(id), ANSWER).isGloballyTerminalState()) {
      ErrorInfo failure = wait(cluster.getArchivedExecutionGraph(id), ANSWER).getFailureInfo();
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The job " + job + " does not start",
              failure == null ? "Flink does not say why" : JobStates.cause(failure),
              "If its checkpoint cannot be read, move the directory of the job away: it begins"
                  + " anew and reads the topics from their beginning")
          .withDetail("directory", options.directory(job));
    }
  }

  /** Names of the jobs that were started here, in order. */
  public List<String> jobs() {
    return jobs.keySet().stream().sorted().toList();
  }

  /** How a job is; empty when it was not started here. */
  public Optional<JobState> state(String job) {
    JobID id = jobs.get(job);
    if (id == null) {
      return Optional.empty();
    }
    ArchivedExecutionGraph graph = wait(cluster.getArchivedExecutionGraph(id), ANSWER);
    return Optional.of(JobStates.of(job, graph, cluster.metrics(), backlog));
  }

  /**
   * Returns when all that was read so far is committed, wherever it goes. Two checkpoints: rows
   * that are on their way when one is taken are committed before the next.
   */
  public void settle(String job) {
    checkpoint(job);
    checkpoint(job);
  }

  /** Of a job that is just starting, as soon as all its tasks run. */
  void checkpoint(String job) {
    long looks = STOP.toNanos() / LOOK_EVERY_NANOS;
    while (true) {
      try {
        wait(cluster.triggerCheckpoint(id(job)), STOP);
        return;
      } catch (TidemarkException e) {
        if (!startsYet(e) || looks-- == 0) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }

  private static boolean startsYet(TidemarkException refused) {
    return ExceptionUtils.findThrowable(refused, CheckpointException.class)
        .map(CheckpointException::getCheckpointFailureReason)
        .filter(CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING::equals)
        .isPresent();
  }

  /** Takes a savepoint and ends the job; where it was taken. */
  public Path stop(String job) {
    Path target = options.directory(job).resolve(Checkpoints.SAVEPOINTS);
    String path =
        wait(
            cluster.stopWithSavepoint(
                id(job), target.toUri().toString(), false, SavepointFormatType.NATIVE),
            STOP);
    jobs.remove(job);
    return Path.of(java.net.URI.create(path.startsWith("file:") ? path : "file:" + path));
  }

  /** Ends the job where it is, as a failure of the process would. */
  public void kill(String job) {
    JobID id = id(job);
    wait(cluster.cancelJob(id), ANSWER);
    wait(cluster.requestJobResult(id), STOP);
    jobs.remove(job);
  }

  /** Ends the jobs, each with a savepoint if it runs, and Flink. */
  @Override
  public void close() {
    for (String job : jobs()) {
      try {
        JobID id = id(job);
        if (wait(cluster.getJobStatus(id), ANSWER) == JobStatus.RUNNING) {
          stop(job);
        }
      } catch (TidemarkException e) {
        // Its last checkpoint is as good; what came after is read again.
        LOG.warn("Job {} ends without savepoint: {}", job, e.getMessage());
      }
    }
    try {
      wait(cluster.closeAsync(), STOP);
    } finally {
      backlog.close();
    }
  }

  private JobID id(String job) {
    JobID id = jobs.get(job);
    if (id == null) {
      throw TidemarkException.of(
              ErrorCode.NOT_FOUND,
              "There is no such job",
              "it was not started in this process, or has ended",
              "Ask for one of those that run")
          .withDetail("job", job)
          .withDetail("running", jobs());
    }
    return id;
  }

  private static <T> T wait(Future<T> answer, Duration most) {
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("Waiting for Flink was interrupted", e);
    } catch (ExecutionException e) {
      throw unavailable("Flink refuses", e.getCause() instanceof Exception cause ? cause : e);
    } catch (TimeoutException e) {
      throw unavailable("Flink does not answer within " + most.toSeconds() + " s", e);
    }
  }

  private static TidemarkException unavailable(String what, Exception cause) {
    return TidemarkException.of(
        ErrorCode.UNAVAILABLE,
        what,
        cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        "The log of the platform says more; start it again",
        cause);
  }
}
