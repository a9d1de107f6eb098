package dev.tidemark.ingest.live.feed;

import dev.tidemark.ingest.http.DrivenTime;
import dev.tidemark.ingest.http.HttpPolicy;
import dev.tidemark.ingest.http.ResilientHttp;
import dev.tidemark.ingest.http.RetryPolicy;
import dev.tidemark.ingest.http.ScriptedServer;
import dev.tidemark.ingest.live.LiveSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A feed over local servers, running in a thread of its own. */
final class FeedRig implements AutoCloseable {
  static final Instant NOW = Instant.parse("2024-08-09T00:00:00Z");
  static final FeedOptions OPTIONS =
      new FeedOptions(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          1 << 20,
          4 << 20,
          10,
          new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1)));

  final ScriptedServer rest = new ScriptedServer();
  private final ResilientHttp http;
  private final LiveFeed feed;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private FeedRig(Venues venue, FeedOptions options, LiveSink sink) {
    DrivenTime time = new DrivenTime(NOW);
    HttpPolicy policy =
        new HttpPolicy(
            "venue",
            Duration.ofSeconds(5),
            1 << 20,
            Duration.ZERO,
            100,
            new RetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)),
            50,
            Duration.ofSeconds(1));
    http = new ResilientHttp(policy, time, time, () -> 0.5);
    feed =
        new LiveFeed(
            venue.at(http, rest),
            options,
            sink,
            InstantSource.fixed(NOW),
            System::nanoTime,
            pause -> {},
            () -> 0.5);
    Thread.ofPlatform().daemon().start(this::run);
  }

  interface Venues {
    Venue at(ResilientHttp http, ScriptedServer rest);
  }

  static FeedRig coinbase(SocketServer server, FeedOptions options, LiveSink sink) {
    return new FeedRig(
        (http, rest) ->
            CoinbaseVenue.of(server.address(), List.of("BTCUSD"), false, http, rest.uri()),
        options,
        sink);
  }

  static FeedRig binance(SocketServer server, FeedOptions options, LiveSink sink) {
    return new FeedRig(
        (http, rest) -> BinanceVenue.of(server.address(), List.of("BTCUSDT"), http, rest.uri()),
        options,
        sink);
  }

  static FeedRig of(Venue venue, FeedOptions options, LiveSink sink) {
    return new FeedRig((http, rest) -> venue, options, sink);
  }

  private void run() {
    try {
      feed.run();
      ended.complete(null);
    } catch (RuntimeException | Error e) {
      ended.completeExceptionally(e);
    }
  }

  FeedStatus status() {
    return feed.status();
  }

  /** Why the feed ended by itself. */
  Throwable failure() throws InterruptedException, TimeoutException {
    try {
      ended.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    }
    throw new AssertionError("it ended without a failure");
  }

  /** Closes the feed and waits until it ended. */
  @Override
  public void close() {
    feed.close();
    try {
      ended.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException told) {
      // The test asked for it with failure().
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the feed does not end", e);
    } finally {
      http.close();
      rest.close();
    }
  }
}
