package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.server.idempotency.IdempotencyRecords;
import dev.tidemark.server.idempotency.IdempotencyRecords.Claim;
import dev.tidemark.server.idempotency.IdempotencyRecords.StoredResponse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
  private static final byte[] REQUEST = new byte[32];

  private final TestServer server = TestServer.get();
  private final String key = UUID.randomUUID().toString();

  @Test
  void aReplayGetsTheSameBytesAndMakesNothing() {
    HttpResponse<String> first = submit("AAPL");
    int made = server.analyses.submitted();
    HttpResponse<String> second = submit("AAPL");

    assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(server.analyses.submitted()).isEqualTo(made);
  }

  @Test
  void refusalsOfTheRequestAreReplayedToo() {
    HttpResponse<String> first = submit("NONE");

    assertThat(first.statusCode()).isEqualTo(422);
    assertThat(submit("NONE").body()).isEqualTo(first.body());
  }

  @Test
  void anotherRequestWithTheKeyIsRefused() {
    submit("AAPL");

    HttpResponse<String> other = submit("SLOW");

    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void tenantsDoNotShareKeys() {
    submit("AAPL");

    HttpResponse<String> other =
        server.post("/v1/analyze", server.ben, TestServer.request("AAPL"), "Idempotency-Key", key);

    assertThat(other.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(other.body()).contains("\"tenant_id\":\"ben\"");
  }

  @Test
  void whatMayWorkLaterIsTriedAgain() {
    assertThat(submit("FULL").statusCode()).isEqualTo(429);
    assertThat(submit("FULL").headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(submit("AAPL").statusCode()).as("the key is free again").isEqualTo(200);
  }

  @Test
  void aKeyHasAForm() {
    HttpResponse<String> answer =
        server.post(
            "/v1/analyze", server.anna, TestServer.request("AAPL"), "Idempotency-Key", "a b");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Idempotency-Key");
  }

  @Test
  void whileTheFirstIsUnderWayTheSecondIsToldToWait() {
    IdempotencyRecords records = new IdempotencyRecords(server.transactions);
    assertThat(records.claim("ben", key, REQUEST)).isInstanceOf(Claim.Ours.class);
    assertThat(records.claim("ben", key, REQUEST)).isInstanceOf(Claim.UnderWay.class);
  }

  @Test
  void aClaimWhoseOwnerDiedIsTakenOverAndKnowsWhatWasMade() {
    IdempotencyRecords dying = IdempotencyRecords.withLease(server.transactions, Duration.ZERO);
    Claim.Ours dead = (Claim.Ours) dying.claim("ben", key, REQUEST);
    server.transactions.run(
        "ben",
        connection -> {
          IdempotencyRecords.made(connection, dead, "a17");
          return dead;
        });
    IdempotencyRecords records = new IdempotencyRecords(server.transactions);

    Claim.Ours heir = (Claim.Ours) records.claim("ben", key, REQUEST);

    assertThat(heir.made()).contains("a17");
    assertThat(heir.attempt()).isEqualTo(2);
    assertThatThrownBy(
            () ->
                server.transactions.run(
                    "ben",
                    connection -> {
                      IdempotencyRecords.made(connection, dead, "a18");
                      return dead;
                    }))
        .as("the dead owner makes nothing any more")
        .hasStackTraceContaining("taken over");
    dying.answer(dead, response("late"));
    records.answer(heir, response("right"));
    Claim.Answered answered = (Claim.Answered) records.claim("ben", key, REQUEST);
    assertThat(new String(answered.response().body(), StandardCharsets.UTF_8)).isEqualTo("right");
    assertThat(answered.response().headers()).containsEntry("ETag", "\"x: y\"");
  }

  @Test
  void aRequestThatWasInterruptedAfterItsAnalysisWasMadeFindsThatAnalysis() {
    String id = server.idOf(submit("AAPL"));
    String other = UUID.randomUUID().toString();
    IdempotencyRecords dying = IdempotencyRecords.withLease(server.transactions, Duration.ZERO);
    Claim.Ours dead =
        (Claim.Ours)
            dying.claim(
                "default",
                other,
                IdempotencyRecords.hash(
                    "POST",
                    "/v1/analyze",
                    TestServer.request("AAPL").getBytes(StandardCharsets.UTF_8)));
    server.transactions.run(
        "default",
        connection -> {
          IdempotencyRecords.made(connection, dead, id);
          return dead;
        });
    int made = server.analyses.submitted();

    HttpResponse<String> answer =
        server.post(
            "/v1/analyze", server.anna, TestServer.request("AAPL"), "Idempotency-Key", other);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(server.idOf(answer)).isEqualTo(id);
    assertThat(server.analyses.submitted()).isEqualTo(made);
  }

  private static StoredResponse response(String body) {
    return new StoredResponse(
        200, Map.of("ETag", "\"x: y\""), body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> submit(String ticker) {
    return server.post(
        "/v1/analyze", server.anna, TestServer.request(ticker), "Idempotency-Key", key);
  }
}
