package dev.tidemark.stream.cluster;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster somewhere, by the address of its job manager. Calls fail with UNAVAILABLE when it
 * does not answer.
 */
public final class RemoteCluster implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration SAVEPOINT = Duration.ofMinutes(10);
  private static final int DEFAULT_PORT = 8081;

  private final String host;
  private final int port;
  private final RestClusterClient<StandaloneClusterId> client;

  private RemoteCluster(String host, int port, RestClusterClient<StandaloneClusterId> client) {
    this.host = host;
    this.port = port;
    this.client = client;
  }

  /**
   * The cluster of a job manager.
   *
   * @param address {@code http://host:port}, 8081 when there is no port
   */
  public static RemoteCluster at(URI address) {
    String host = address.getHost();
    if (host == null || !"http".equals(address.getScheme())) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not the address of a cluster",
              "a job manager is reached by http://host:port",
              "Give the address its web page has")
          .withDetail("address", address);
    }
    int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    Configuration settings = new Configuration();
    settings.setString("rest.address", host);
    settings.setString("rest.port", Integer.toString(port));
    settings.setString("rest.retry.max-attempts", "3");
    try {
      return new RemoteCluster(
          host, port, new RestClusterClient<>(settings, StandaloneClusterId.getInstance()));
    } catch (Exception e) {
      throw unavailable("The cluster cannot be asked", e);
    }
  }

  /**
   * Starts a job there.
   *
   * @param settings of the job, as {@link dev.tidemark.stream.job.JobSettings#job}
   * @param jars as {@link JobJars}
   * @return its id
   * @throws TidemarkException PRECONDITION_FAILED when a job of this name runs there
   */
  public String submit(
      String job,
      Configuration settings,
      List<Path> jars,
      Consumer<StreamExecutionEnvironment> topology) {
    for (RemoteJob running : jobs()) {
      if (running.name().equals(job) && running.isActive()) {
        throw TidemarkException.of(
                ErrorCode.PRECONDITION_FAILED,
                "The job runs there already",
                "two of the same would do everything twice",
                "Stop it first, with 'tidemark stream savepoint --stop' or 'tidemark stream"
                    + " cancel'")
            .withDetail("job", job)
            .withDetail("id", running.id());
      }
    }
    String[] files = jars.stream().map(Path::toString).toArray(String[]::new);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createRemoteEnvironment(host, port, settings, files);
    try {
      topology.accept(environment);
      JobClient started = environment.executeAsync(job);
      return started.getJobID().toHexString();
    } catch (TidemarkException e) {
      throw e;
    } catch (Exception e) {
      throw unavailable("The cluster does not take the job", e);
    }
  }

  /** Subtasks of each operator the cluster could take, those that run included. */
  public int slots() {
    return wait(client.getClusterOverview(), ANSWER).getNumSlotsTotal();
  }

  /** All jobs the cluster remembers, the latest first. */
  public List<RemoteJob> jobs() {
    return wait(client.listJobs(), ANSWER).stream()
        .map(
            job ->
                new RemoteJob(
                    job.getJobId().toHexString(),
                    job.getJobName(),
                    job.getJobState().name(),
                    Instant.ofEpochMilli(job.getStartTime())))
        .sorted(Comparator.comparing(RemoteJob::started).reversed())
        .toList();
  }

  /** The job of that name or id that has not ended; NOT_FOUND when there is none. */
  public RemoteJob active(String nameOrId) {
    return jobs().stream()
        .filter(job -> job.name().equals(nameOrId) || job.id().equals(nameOrId))
        .filter(RemoteJob::isActive)
        .findFirst()
        .orElseThrow(
            () ->
                TidemarkException.of(
                        ErrorCode.NOT_FOUND,
                        "No such job runs on the cluster",
                        "none that has not ended has this name or id",
                        "See 'tidemark stream status' for those that are there")
                    .withDetail("job", nameOrId));
  }

  /**
   * Writes a savepoint, from which the job can be started again.
   *
   * @param directory that every node reaches
   * @return where it is
   */
  public String savepoint(RemoteJob job, String directory) {
    return wait(
        client.triggerSavepoint(id(job), directory, SavepointFormatType.CANONICAL), SAVEPOINT);
  }

  /** As {@link #savepoint}, and ends the job; rows that the database did not take yet are in it. */
  public String stop(RemoteJob job, String directory) {
    return wait(
        client.stopWithSavepoint(id(job), false, directory, SavepointFormatType.CANONICAL),
        SAVEPOINT);
  }

  /** Ends the job where it is; its checkpoints stay. */
  public void cancel(RemoteJob job) {
    wait(client.cancel(id(job)), ANSWER);
  }

  @Override
  public void close() {
    client.close();
  }

  private static JobID id(RemoteJob job) {
    return JobID.fromHexString(job.id());
  }

  private static <T> T wait(Future<T> answer, Duration most) {
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("Waiting for the cluster was interrupted", e);
    } catch (ExecutionException e) {
      throw unavailable("The cluster refuses", e.getCause() instanceof Exception cause ? cause : e);
    } catch (TimeoutException e) {
      throw unavailable("The cluster does not answer within " + most.toSeconds() + " s", e);
    }
  }

  private static TidemarkException unavailable(String what, Exception cause) {
    return TidemarkException.of(
        ErrorCode.UNAVAILABLE,
        what,
        cause.getClass().getSimpleName() + ": " + cause.getMessage(),
        "Check that the address is that of its job manager and that it has free slots",
        cause);
  }
}
