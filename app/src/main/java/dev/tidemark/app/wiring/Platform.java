package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.app.host.Host;
import dev.tidemark.server.TidemarkServer;
import dev.tidemark.server.live.KafkaRealTime;
import dev.tidemark.server.live.RealTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything in one process: database, log, registry, jobs, API. What takes long to start starts
 * side by side.
 */
public final class Platform implements AutoCloseable {
  /** What of the real-time path a process has. */
  public enum Stream {
    NONE,
    LOG,
    LOG_AND_JOBS
  }

  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private final Services services;
  private final TidemarkServer server;
  private final @Nullable EventLog log;
  private final @Nullable StreamJobs jobs;
  private final Deque<AutoCloseable> parts;

  private Platform(
      Services services,
      TidemarkServer server,
      @Nullable EventLog log,
      @Nullable StreamJobs jobs,
      Deque<AutoCloseable> parts) {
    this.services = services;
    this.server = server;
    this.log = log;
    this.jobs = jobs;
    this.parts = parts;
  }

  /**
   * Everything serves when this returns.
   *
   * @param port of the API; 0 for any free one
   * @param stream what of log and jobs; jobs are left to the process that runs them over this home
   *     already
   */
  public static Platform start(Host host, Settings settings, int port, Stream stream) {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Optional<HomeLock> streaming =
          stream == Stream.LOG_AND_JOBS ? StreamJobs.right(settings) : Optional.empty();
      streaming.ifPresent(parts::push);
      CompletableFuture<EventLog.@Nullable Broker> broker =
          CompletableFuture.supplyAsync(
              () -> stream == Stream.NONE ? null : EventLog.broker(settings));
      Services services;
      try {
        services = Services.open(host, settings);
      } catch (RuntimeException e) {
        closeQuietly(broker.exceptionally(failed -> null).join());
        throw e;
      }
      parts.push(services);
      EventLog log = null;
      CompletableFuture<@Nullable StreamJobs> starting = CompletableFuture.completedFuture(null);
      RealTime realTime = RealTime.NONE;
      EventLog.Broker opened = join(broker);
      if (opened != null) {
        EventLog started = EventLog.open(settings, services.database(), opened);
        log = started;
        parts.push(started);
        if (streaming.isPresent()) {
          starting =
              CompletableFuture.supplyAsync(
                  () ->
                      StreamJobs.start(
                          StreamJobs.options(settings, started, services.database()),
                          StreamJobs.archive(settings, host)));
        }
        CompletableFuture<@Nullable StreamJobs> asked = starting;
        KafkaRealTime served =
            KafkaRealTime.open(
                started.bootstrap(),
                started.registry(),
                () -> {
                  StreamJobs running = asked.isCompletedExceptionally() ? null : asked.getNow(null);
                  return running == null ? Optional.empty() : running.live();
                },
                host.ticker());
        parts.push(served);
        realTime = served.parts();
      }
      TidemarkServer server;
      StreamJobs jobs;
      try {
        server = services.server(port, realTime);
        parts.push(server);
      } finally {
        // Whatever happened to the server, the jobs are there to be closed.
        jobs = starting.handle((made, failed) -> made).join();
        if (jobs != null) {
          parts.push(jobs);
        }
      }
      join(starting);
      return new Platform(services, server, log, jobs, parts);
    } catch (RuntimeException e) {
      close(parts);
      throw e;
    }
  }

  public Services services() {
    return services;
  }

  public TidemarkServer server() {
    return server;
  }

  /** The log; empty when the platform was started without. */
  public Optional<EventLog> log() {
    return Optional.ofNullable(log);
  }

  /** The jobs of this process; empty when another one runs them. */
  public Optional<StreamJobs> jobs() {
    return Optional.ofNullable(jobs);
  }

  /** Address of the API. */
  public String address(Settings settings) {
    return "http://" + settings.text(KnownSettings.SERVER_HOST) + ":" + server.port();
  }

  /** Ends the parts, the last one started first. */
  @Override
  public void close() {
    close(parts);
  }

  private static void close(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      closeQuietly(parts.pop());
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable part) {
    if (part == null) {
      return;
    }
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("A part of the platform did not end well: {}", e.getMessage());
    }
  }

  private static <T extends @Nullable Object> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
