package dev.tidemark.server.live;

import dev.tidemark.server.ServerConfig;
import dev.tidemark.server.health.Lifecycle;
import dev.tidemark.server.metrics.LiveMetrics;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import dev.tidemark.server.problem.ProblemException;
import dev.tidemark.server.security.KeyAuthenticator;
import dev.tidemark.stream.feed.Feed;
import dev.tidemark.stream.feed.Interest;
import dev.tidemark.stream.feed.LiveTopics;
import dev.tidemark.stream.feed.Start;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Opens streams for clients and keeps count of them. Thread-safe. */
@Component
public final class LiveFeeds {
  private final ServerConfig config;
  private final RealTime realTime;
  private final Lifecycle lifecycle;
  private final KeyAuthenticator keys;
  private final LiveMetrics metrics;
  private final OpenStreams streams;

  LiveFeeds(ServerConfig config, Lifecycle lifecycle, KeyAuthenticator keys, LiveMetrics metrics) {
    this.config = config;
    this.realTime = config.realTime();
    this.lifecycle = lifecycle;
    this.keys = keys;
    this.metrics = metrics;
    this.streams = new OpenStreams(realTime.options());
    metrics.streams(streams::count);
  }

  /**
   * Writes the feed to the response until it is over.
   *
   * @param key that was shown; the stream ends when it is revoked
   */
  public void stream(
      String tenant,
      String key,
      Feed feed,
      Interest interest,
      Start start,
      HttpServletResponse response)
      throws IOException {
    LiveTopics topics = realTime.topics().orElseThrow(() -> noLog().exception());
    streams.open(tenant);
    try (LiveTopics.Subscription subscription = topics.subscribe(feed, interest, start)) {
      response.setContentType("text/event-stream;charset=utf-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Accel-Buffering", "no"); // proxies pass events on at once
      StreamEnd end =
          new LiveStream(
                  feed,
                  subscription,
                  new EventStream(response.getOutputStream()),
                  realTime.options(),
                  lifecycle,
                  valid(key),
                  config.ticker(),
                  metrics)
              .run();
      metrics.ended(end.name());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      streams.close(tenant);
    }
  }

  private BooleanSupplier valid(String key) {
    return () -> {
      try {
        keys.authenticate(key);
        return true;
      } catch (ProblemException rejected) {
        return rejected.problem().status() >= 500; // not known: the database may be away
      } catch (dev.tidemark.core.error.TidemarkException away) {
        return true;
      }
    };
  }

  /** Streams that the tenant has open. */
  public int open(String tenant) {
    return streams.count(tenant);
  }

  public LiveOptions options() {
    return realTime.options();
  }

  /** What is told where a log is needed and there is none. */
  public static Problem noLog() {
    return Problem.of(
            503,
            ProblemCode.UNAVAILABLE,
            "LOG_NOT_CONFIGURED",
            "This server has no event log",
            "It was started without the real-time path. Start the platform with 'tidemark up', or"
                + " set kafka.bootstrap to a Kafka cluster.")
        .withHeader("Retry-After", "60");
  }
}
