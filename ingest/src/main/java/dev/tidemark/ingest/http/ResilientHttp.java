package dev.tidemark.ingest.http;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * GET requests that survive a bad day of the other side: each attempt takes a token of the rate
 * limit, has a deadline and a body limit; timeouts, broken connections, incomplete documents, 408,
 * 429 and 5xx are tried again; after too many failures the circuit opens and calls fail at once. A
 * {@code Retry-After} is honoured. Redirects are not followed. Thread-safe.
 */
public final class ResilientHttp implements AutoCloseable {
  private static final int LONGEST_MESSAGE = 200;

  private final HttpClient client;
  private final HttpPolicy policy;
  private final Clock clock;
  private final Waiting waiting;
  private final DoubleSupplier jitter;
  private final TokenBucket bucket;
  private final CircuitBreaker breaker;

  /**
   * A client of one provider.
   *
   * @param policy limits and patience
   * @param clock time of the rate limit, of the breaker and of dated {@code Retry-After}s
   * @param waiting how to wait
   * @param jitter uniform draws in [0, 1)
   */
  public ResilientHttp(HttpPolicy policy, Clock clock, Waiting waiting, DoubleSupplier jitter) {
    this.policy = policy;
    this.clock = clock;
    this.waiting = waiting;
    this.jitter = jitter;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(policy.deadline())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    this.bucket = new TokenBucket(clock, policy.interval(), policy.burst());
    this.breaker =
        CircuitBreaker.of(
            policy.name(),
            CircuitBreakerConfig.custom()
                .clock(clock)
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .slidingWindowSize(policy.openAfter())
                .minimumNumberOfCalls(policy.openAfter())
                .failureRateThreshold(100.0f)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(policy.openFor())
                .build());
  }

  /** One attempt that did not succeed, and the pause the server asked for. */
  private record Failure(String why, @Nullable Throwable cause, Optional<Duration> pause) {}

  /** Either a value or a failure that may be tried again. */
  private record Attempt<T>(@Nullable T value, @Nullable Failure failure) {}

  /**
   * The parsed body of a successful answer.
   *
   * @throws TidemarkException UNAVAILABLE when patience ended or the circuit is open, NOT_FOUND for
   *     404 and 410, INVALID_ARGUMENT for 400 and 422, PRECONDITION_FAILED for other refusals,
   *     INVALID_INPUT for a body that is too large
   */
  public <T> T get(URI uri, BodyParser<T> parser) {
    Failure last = new Failure("no attempt was made", null, Optional.empty());
    for (int attempt = 1; attempt <= policy.retry().attempts(); attempt++) {
      if (attempt > 1) {
        pause(pauseAfter(attempt - 1, last, uri));
      }
      if (!breaker.tryAcquirePermission()) {
        throw circuitOpen(uri, last);
      }
      Attempt<T> result = attempt(uri, parser);
      T value = result.value();
      Failure failure = result.failure();
      if (value != null) {
        return value;
      }
      if (failure != null) {
        last = failure;
      }
    }
    throw exhausted(uri, last, policy.retry().attempts());
  }

  private <T> Attempt<T> attempt(URI uri, BodyParser<T> parser) {
    boolean settled = false;
    long start = clock.millis();
    try {
      pause(bucket.reserve());
      HttpResponse<byte[]> response = send(uri);
      int status = response.statusCode();
      if (status == 200) {
        T value = parser.parse(response.body());
        breaker.onSuccess(clock.millis() - start, TimeUnit.MILLISECONDS);
        settled = true;
        return new Attempt<>(value, null);
      }
      Failure failure = new Failure("status " + status, null, retryAfter(response));
      if (status >= 500 || status == 408) {
        breaker.onError(clock.millis() - start, TimeUnit.MILLISECONDS, new IOException("status"));
        settled = true;
        return new Attempt<>(null, failure);
      }
      // The other side works: it limits or refuses us.
      breaker.onSuccess(clock.millis() - start, TimeUnit.MILLISECONDS);
      settled = true;
      if (status == 429) {
        return new Attempt<>(null, failure);
      }
      throw refused(uri, status, response.body());
    } catch (BodyTooLargeException e) {
      throw tooLarge(uri, e);
    } catch (IOException e) {
      breaker.onError(clock.millis() - start, TimeUnit.MILLISECONDS, e);
      settled = true;
      return new Attempt<>(null, new Failure(describe(e), e, Optional.empty()));
    } finally {
      if (!settled) {
        breaker.releasePermission();
      }
    }
  }

  private HttpResponse<byte[]> send(URI uri) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(policy.deadline())
            .header("Accept", "application/json")
            .header("User-Agent", "tidemark")
            .GET()
            .build();
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(request, info -> new BoundedBody(policy.largestBody()));
    try {
      // The request's own timeout ends with the headers; this one covers the body.
      return call.get(policy.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new IOException("no complete answer within " + policy.deadline(), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      for (Throwable t = cause; t != null; t = t.getCause()) {
        if (t instanceof BodyTooLargeException tooLarge) {
          throw tooLarge;
        }
      }
      throw cause instanceof IOException io ? io : new IOException(describe(cause), cause);
    } catch (InterruptedException e) {
      call.cancel(true);
      throw interrupted(e);
    }
  }

  private Duration pauseAfter(int attempt, Failure failure, URI uri) {
    Duration backoff = policy.retry().delay(attempt, jitter.getAsDouble());
    Duration asked = failure.pause().orElse(Duration.ZERO);
    if (asked.compareTo(policy.retry().longestRetryAfter()) > 0) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              policy.name() + " asks for a long pause",
              "it limits our requests and named a time to come back",
              "Run the command again after that time; what was stored is kept")
          .withDetail("retryAfter", asked)
          .withDetail("url", uri);
    }
    return asked.compareTo(backoff) > 0 ? asked : backoff;
  }

  private Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .flatMap(header -> RetryAfter.parse(header, clock.instant()));
  }

  private void pause(Duration duration) {
    try {
      waiting.await(duration);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private TidemarkException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return TidemarkException.of(
        ErrorCode.UNAVAILABLE,
        "Request to " + policy.name() + " was interrupted",
        "the program is stopping",
        "Run the command again",
        e);
  }

  private TidemarkException circuitOpen(URI uri, Failure last) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            policy.name() + " is not called for now",
            "its last " + policy.openAfter() + " answers were failures",
            "Wait " + policy.openFor().toSeconds() + " s and run the command again")
        .withDetail("last", last.why())
        .withDetail("url", uri);
  }

  private TidemarkException exhausted(URI uri, Failure last, int attempts) {
    String what = policy.name() + " does not answer";
    String why = "every attempt failed, the last with: " + last.why();
    String fix = "Check the network and the provider's status, then run the command again";
    TidemarkException failure =
        last.cause() == null
            ? TidemarkException.of(ErrorCode.UNAVAILABLE, what, why, fix)
            : TidemarkException.of(ErrorCode.UNAVAILABLE, what, why, fix, last.cause());
    return failure.withDetail("attempts", attempts).withDetail("url", uri);
  }

  private TidemarkException refused(URI uri, int status, byte[] body) {
    ErrorCode code =
        switch (status) {
          case 404, 410 -> ErrorCode.NOT_FOUND;
          case 400, 422 -> ErrorCode.INVALID_ARGUMENT;
          default -> ErrorCode.PRECONDITION_FAILED;
        };
    return TidemarkException.of(
            code,
            policy.name() + " refused the request",
            "it answered with status " + status,
            "Correct the request; the provider's message says what is wrong")
        .withDetail("message", excerpt(body))
        .withDetail("status", status)
        .withDetail("url", uri);
  }

  private TidemarkException tooLarge(URI uri, BodyTooLargeException e) {
    return TidemarkException.of(
            ErrorCode.INVALID_INPUT,
            policy.name() + " sent too much",
            "the answer is larger than any page of this provider",
            "Check that the configured address is the provider's",
            e)
        .withDetail("limit", policy.largestBody())
        .withDetail("url", uri);
  }

  /** The beginning of a body in one printable line. */
  private static String excerpt(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, LONGEST_MESSAGE), StandardCharsets.UTF_8);
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  private static String describe(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
