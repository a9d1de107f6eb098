package dev.tidemark.ingest.http;

import static dev.tidemark.ingest.http.ScriptedServer.cutOff;
import static dev.tidemark.ingest.http.ScriptedServer.endless;
import static dev.tidemark.ingest.http.ScriptedServer.hangUp;
import static dev.tidemark.ingest.http.ScriptedServer.json;
import static dev.tidemark.ingest.http.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResilientHttpTest {
  private static final Instant NOW = Instant.parse("2025-06-30T12:00:00Z");

  private final ScriptedServer server = new ScriptedServer();
  private final DrivenTime time = new DrivenTime(NOW);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void deliversTheBody() {
    server.then(json("[1]"));
    assertThat(get(client(3))).isEqualTo("[1]");
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void retriesServerErrorsWithGrowingPauses() {
    server.then(status(500, ""), status(503, ""), status(502, ""), json("ok"));
    assertThat(get(client(4))).isEqualTo("ok");
    // Jitter 0.5: three quarters of 100, 200 and 400 ms.
    assertThat(time.waits())
        .containsExactly(Duration.ofMillis(75), Duration.ofMillis(150), Duration.ofMillis(300));
  }

  @Test
  void honoursRetryAfterInSeconds() {
    server.then(status(429, "slow down", "Retry-After", "7"), json("ok"));
    assertThat(get(client(3))).isEqualTo("ok");
    assertThat(time.waits()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void honoursRetryAfterAsADate() {
    server.then(status(503, "", "Retry-After", "Mon, 30 Jun 2025 12:00:42 GMT"), json("ok"));
    assertThat(get(client(3))).isEqualTo("ok");
    assertThat(time.waits()).containsExactly(Duration.ofSeconds(42));
  }

  @Test
  void aRetryAfterBeyondPatienceEndsTheCall() {
    server.then(status(429, "", "Retry-After", "86400"));
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> get(client(3)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .withMessageContaining("long pause");
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-3", "99999999999"})
  void anUnreadableRetryAfterFallsBackToTheBackoff(String header) {
    server.then(status(429, "", "Retry-After", header), json("ok"));
    assertThat(get(client(3))).isEqualTo("ok");
    assertThat(time.waits()).containsExactly(Duration.ofMillis(75));
  }

  @Test
  void givesUpAfterTheLastAttemptAndSaysWhy() {
    server.otherwise(uri -> status(500, ""));
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> get(client(3)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .withMessageContaining("status 500")
        .withMessageContaining("attempts=3");
    assertThat(server.asked()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "404,NOT_FOUND",
    "410,NOT_FOUND",
    "400,INVALID_ARGUMENT",
    "422,INVALID_ARGUMENT",
    "401,PRECONDITION_FAILED",
    "403,PRECONDITION_FAILED",
    "302,PRECONDITION_FAILED"
  })
  void refusalsAreNotRetried(int status, ErrorCode code) {
    server.then(status(status, "{\"message\":\"no\nway\"}"));
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> get(client(5)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining("{\"message\":\"no way\"}");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void survivesABodyThatIsCutOff() {
    server.then(cutOff("0123456789", 4), json("0123456789"));
    assertThat(get(client(3))).isEqualTo("0123456789");
  }

  @Test
  void survivesConnectionsThatAreClosedWithoutAnAnswer() {
    server.then(hangUp(), json("ok"));
    assertThat(get(client(8))).isEqualTo("ok");
  }

  @Test
  void aBodyThatStallsRunsIntoTheDeadline() {
    server.then(server.stallAfter("[["), json("ok"));
    assertThat(get(client(5, Duration.ofMillis(800), 1 << 20))).isEqualTo("ok");
  }

  @Test
  void aServerThatStaysSilentRunsIntoTheDeadline() {
    server.otherwise(uri -> server.silence());
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> get(client(2, Duration.ofMillis(200), 1 << 20)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void aBodyBeyondTheLimitIsNotReadToItsEndNorAskedForAgain() {
    server.then(endless());
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> get(client(5, Duration.ofSeconds(20), 100_000)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .withMessageContaining("limit=100000");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void theCircuitOpensAfterFailuresAndClosesAfterAGoodAnswer() {
    server.otherwise(uri -> status(500, ""));
    ResilientHttp client = client(1);
    for (int i = 0; i < 4; i++) {
      assertThatExceptionOfType(TidemarkException.class).isThrownBy(() -> get(client));
    }
    int asked = server.asked().size();
    assertThatExceptionOfType(TidemarkException.class)
        .isThrownBy(() -> get(client))
        .withMessageContaining("not called for now");
    assertThat(server.asked()).as("no call while open").hasSize(asked);

    time.advance(Duration.ofSeconds(31));
    server.otherwise(uri -> json("ok"));
    assertThat(get(client)).isEqualTo("ok");
    assertThat(get(client)).isEqualTo("ok");
  }

  @Test
  void beingLimitedDoesNotOpenTheCircuit() {
    ResilientHttp client = client(2);
    for (int i = 0; i < 10; i++) {
      server.then(status(429, "", "Retry-After", "1"), json("ok"));
      assertThat(get(client)).isEqualTo("ok");
    }
  }

  @Test
  void callsAreSpacedByTheRateLimit() {
    server.otherwise(uri -> json("ok"));
    HttpPolicy policy =
        new HttpPolicy(
            "test",
            Duration.ofSeconds(5),
            1000,
            Duration.ofMillis(100),
            3,
            RetryPolicy.standard(),
            4,
            Duration.ofSeconds(30));
    try (ResilientHttp client = new ResilientHttp(policy, time, time, () -> 0.5)) {
      for (int i = 0; i < 13; i++) {
        get(client);
      }
    }
    assertThat(Duration.between(NOW, time.instant())).isEqualTo(Duration.ofMillis(1000));
  }

  @Test
  void anInterruptEndsTheCallAndIsKept() {
    server.otherwise(uri -> status(500, ""));
    HttpPolicy policy = policy(3, Duration.ofSeconds(5), 1000);
    Waiting interrupted =
        duration -> {
          if (duration.isPositive()) {
            throw new InterruptedException();
          }
        };
    try (ResilientHttp client = new ResilientHttp(policy, time, interrupted, () -> 0.5)) {
      assertThatExceptionOfType(TidemarkException.class)
          .isThrownBy(() -> get(client))
          .withMessageContaining("interrupted");
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private String get(ResilientHttp client) {
    return client.get(server.uri().resolve("/x"), body -> new String(body, StandardCharsets.UTF_8));
  }

  private ResilientHttp client(int attempts) {
    return client(attempts, Duration.ofSeconds(20), 1 << 20);
  }

  private ResilientHttp client(int attempts, Duration deadline, int limit) {
    return new ResilientHttp(policy(attempts, deadline, limit), time, time, () -> 0.5);
  }

  private static HttpPolicy policy(int attempts, Duration deadline, int limit) {
    RetryPolicy retry =
        new RetryPolicy(
            attempts, Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMinutes(5));
    return new HttpPolicy(
        "test", deadline, limit, Duration.ZERO, 1, retry, 4, Duration.ofSeconds(30));
  }
}
