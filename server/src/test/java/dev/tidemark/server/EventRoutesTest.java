package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.server.events.EventKind;
import dev.tidemark.server.events.EventLog;
import dev.tidemark.server.live.RealTime;
import dev.tidemark.server.security.KeyRole;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Events of clients are validated, told once, and under the tenant's name. */
class EventRoutesTest {
  private static final Map<EventKind, String> VALID =
      Map.of(
          EventKind.DECISION,
          """
          {"event_time":"2024-01-31T14:30:00.123456789Z","symbol":"BTC-USD","action":"BUY",
           "confidence":0.75,"provider":"house","model":"m1","reasoning":"It fell.","price":42000.5,
           "ensemble_method":"VOTING","ensemble_weights":{"a":0.5,"b":0.5},
           "market_context":{"regime":"up"}}""",
          EventKind.EXECUTION,
          """
          {"event_time":"2024-01-31T14:30:00Z","execution_id":"x1","order_id":"o1",
           "decision_id":"d1","symbol":"BTC-USD","side":"SELL","quantity":0.12345678,
           "price":42000.5,"fee":-0.1,"fee_currency":"USD","venue":"here"}""",
          EventKind.PORTFOLIO,
          """
          {"event_time":"2024-01-31T14:30:00Z","portfolio_id":"main","currency":"USD",
           "equity":100000,"cash":5e3,"realized_pnl":-1,"unrealized_pnl":2,
           "positions":[{"symbol":"BTC-USD","quantity":-1,"average_price":42000}]}""",
          EventKind.NEWS,
          """
          {"event_time":"2024-01-31T14:30:00Z","news_id":"n1","symbol":"AAPL","headline":"Up \\uD83D\\uDE00",
           "sentiment":-0.5,"relevance":1,"source":"wire","url":"https://example.org/1","model":"m",
           "embedding":[0.1,-0.2]}""");
  private static final String DECISION = valid(EventKind.DECISION);

  private final TestServer server = TestServer.get();
  private final String tenant = "teller" + UUID.randomUUID().toString().substring(0, 8);
  private final dev.tidemark.server.security.ApiKey key;

  EventRoutesTest() {
    server.keys.createTenant(tenant, TestServer.PLAN);
    key = server.keys.create(tenant, "analyst", KeyRole.ANALYST);
  }

  @AfterEach
  void backAgain() {
    server.realTime.away = false;
  }

  @ParameterizedTest
  @EnumSource
  void aValidEventIsKeptWithItsTenantAndFitsTheSchema(EventKind kind) {
    String event = valid(kind);
    assertThat(SchemaCheck.faults(kind.schema(), event)).isEmpty();

    HttpResponse<String> answer = server.post(path(kind), key, event);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(SchemaCheck.faults("EventsAccepted", answer.body())).isEmpty();
    assertThat(answer.body()).contains(kind.topic().topicName());
    EventLog.Event told = mine().getFirst();
    assertThat(told.tenant()).isEqualTo(tenant);
    assertThat(answer.body()).contains(told.id());
    assertThat(told.key()).startsWith(tenant + "/");
    assertThat(told.members().keySet())
        .isEqualTo(
            kindMembers(event).stream()
                .filter(name -> !name.equals("event_time"))
                .collect(Collectors.toSet()));
  }

  private static Set<String> kindMembers(String event) {
    return Set.copyOf(
        tools.jackson.databind.json.JsonMapper.builder().build().readTree(event).propertyNames());
  }

  @Test
  void valuesAreExact() {
    server.post("/v1/events/executions", key, valid(EventKind.EXECUTION));
    EventLog.Event told = mine().getFirst();
    assertThat(told.members())
        .containsEntry("quantity", new BigDecimal("0.12345678"))
        .containsEntry("price", new BigDecimal("42000.50000000"));
    server.post("/v1/events/decisions", key, DECISION);
    assertThat(mine().getLast().eventTime())
        .isEqualTo(Instant.parse("2024-01-31T14:30:00.123456789Z"));
    assertThat(mine().getLast().knownTime()).isAfter(Instant.parse("2025-01-01T00:00:00Z"));
  }

  @Test
  void severalAreKeptInTheirOrderOrNoneIs() {
    String batch =
        IntStream.range(0, 50)
            .mapToObj(i -> DECISION.replaceFirst("\\{", "{\"event_id\":\"e" + i + "\","))
            .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    HttpResponse<String> answer = server.post("/v1/events/decisions", key, batch);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(mine()).extracting(EventLog.Event::id).startsWith("e0", "e1", "e2").hasSize(50);

    HttpResponse<String> refused =
        server.post(
            "/v1/events/decisions",
            key,
            batch.replaceFirst("0\\.75", "7.5").replace("e4\"", "e3\""));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("\"/events/0/confidence\"", "\"hint\"");
    assertThat(mine()).as("none of them").hasSize(50);
    HttpResponse<String> twice =
        server.post("/v1/events/decisions", key, batch.replace("\"e4\"", "\"e3\""));
    assertThat(twice.body()).contains("\"/events/4/event_id\"", "twice");
  }

  @Test
  void aRepeatedRequestIsToldOnceAndItsIdsAreTheSame() {
    String idempotency = UUID.randomUUID().toString();
    HttpResponse<String> first =
        server.post("/v1/events/decisions", key, DECISION, "Idempotency-Key", idempotency);
    HttpResponse<String> second =
        server.post("/v1/events/decisions", key, DECISION, "Idempotency-Key", idempotency);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(mine()).hasSize(1);
  }

  @Test
  void whatMayHaveBeenKeptAlreadyGetsTheSameIdWhenItIsToldAgain() {
    String idempotency = UUID.randomUUID().toString();
    server.realTime.away = true;
    HttpResponse<String> away =
        server.post("/v1/events/decisions", key, DECISION, "Idempotency-Key", idempotency);
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).isPresent();
    server.realTime.away = false;
    server.post("/v1/events/decisions", key, DECISION, "Idempotency-Key", idempotency);
    String id = mine().getFirst().id();
    // Another server, or this one before its answer was stored, would have sent the same id.
    server.post("/v1/events/decisions", key, DECISION, "Idempotency-Key", idempotency + "x");
    assertThat(mine().getLast().id()).isNotEqualTo(id);
    assertThat(id).hasSize(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"confidence\":0.75 | \"confidence\":1.01 | /confidence",
        "\"confidence\":0.75 | \"confidence\":\"0.5\" | /confidence",
        "\"confidence\":0.75 | \"confidence\":null | /confidence",
        "\"action\":\"BUY\" | \"action\":\"buy\" | /action",
        "\"action\":\"BUY\" | \"acton\":\"BUY\" | /acton",
        "\"symbol\":\"BTC-USD\" | \"symbol\":\"\" | /symbol",
        "\"symbol\":\"BTC-USD\" | \"symbol\":\"a\\u0000\" | /symbol",
        "\"symbol\":\"BTC-USD\" | \"symbol\":\"\\uD83D\" | /symbol",
        "\"price\":42000.5 | \"price\":-1 | /price",
        "\"price\":42000.5 | \"price\":1e400000 | /price",
        "\"price\":42000.5 | \"price\":1e16 | /price",
        "\"price\":42000.5 | \"price\":0.000000001 | /price",
        "{\"a\":0.5,\"b\":0.5} | {\"a\":\"x\"} | /ensemble_weights",
        "{\"regime\":\"up\"} | {\"regime\":1} | /market_context",
        "2024-01-31T14:30:00.123456789Z | 2024-01-31T14:30 | /event_time",
        "2024-01-31T14:30:00.123456789Z | 2039-01-31T14:30:00Z | /event_time",
        "2024-01-31T14:30:00.123456789Z | 1889-01-31T14:30:00Z | /event_time",
      })
  void everyWrongMemberIsNamed(String from, String to, String pointer) {
    HttpResponse<String> answer =
        server.post("/v1/events/decisions", key, DECISION.replace(from.strip(), to.strip()));
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
    assertThat(SchemaCheck.faults("Problem", answer.body())).isEmpty();
    if (answer.statusCode() == 422) {
      assertThat(answer.body()).contains("\"pointer\":\"" + pointer + "\"", "INVALID_EVENT");
    }
    assertThat(mine()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | 400",
        "[] | 422",
        "7 | 422",
        "{\"events\":[]} | 422",
        "{\"events\":7} | 422",
        "{\"events\":[{}],\"x\":1} | 422",
        "{\"events\":[7]} | 422"
      })
  void wrongBodies(String body, int status) {
    HttpResponse<String> answer = server.post("/v1/events/news", key, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(SchemaCheck.faults("Problem", answer.body())).isEmpty();
  }

  @Test
  void bodiesAndBatchesAreBounded() {
    assertThat(server.post("/v1/events/decisions", key, " ".repeat(70_000)).statusCode())
        .isEqualTo(413);
    String many =
        IntStream.range(0, EventKind.MOST + 1)
            .mapToObj(i -> "{}")
            .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    assertThat(server.post("/v1/events/decisions", key, many).statusCode()).isEqualTo(422);
  }

  @Test
  void readersMayNotTellAndAnotherTenantsEventsAreItsOwn() {
    var reader = server.keys.create(tenant, "reader", KeyRole.READER);
    assertThat(server.post("/v1/events/news", reader, valid(EventKind.NEWS)).statusCode())
        .isEqualTo(403);
    String claimed = DECISION.replaceFirst("\\{", "{\"tenant_id\":\"ben\",");
    HttpResponse<String> answer = server.post("/v1/events/decisions", key, claimed);
    assertThat(answer.statusCode()).as("nobody says whose event it is").isEqualTo(422);
    assertThat(answer.body()).contains("/tenant_id");
  }

  @Test
  void theSameIdsOfTwoTenantsHaveDifferentKeysAndIdempotencyIsPerTenant() {
    String portfolio = valid(EventKind.PORTFOLIO);
    String idempotency = UUID.randomUUID().toString();
    server.post("/v1/events/portfolio", key, portfolio, "Idempotency-Key", idempotency);
    HttpResponse<String> other =
        server.post("/v1/events/portfolio", server.ben, portfolio, "Idempotency-Key", idempotency);
    assertThat(other.headers().firstValue("Idempotent-Replayed")).isEmpty();
    List<EventLog.Event> all = server.realTime.told;
    EventLog.Event bens = all.getLast();
    assertThat(bens.tenant()).isEqualTo("ben");
    assertThat(bens.key()).isEqualTo("ben/main");
    assertThat(mine().getFirst().key()).isEqualTo(tenant + "/main");
    assertThat(bens.id()).isNotEqualTo(mine().getFirst().id());
  }

  @Test
  void withoutALogItIsSaidWhatToDo() {
    FakeAnalyses analyses = new FakeAnalyses(TestServer.FakeMarket::info, server.transactions);
    try (TidemarkServer bare = server.start(analyses, RealTime.NONE)) {
      HttpResponse<String> answer =
          server.send(
              java.net.http.HttpRequest.newBuilder(
                      java.net.URI.create(
                          "http://127.0.0.1:" + bare.port() + "/v1/events/decisions"))
                  .header("Authorization", "Bearer " + key.clear())
                  .header("Content-Type", "application/json")
                  .POST(java.net.http.HttpRequest.BodyPublishers.ofString(DECISION))
                  .build());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("LOG_NOT_CONFIGURED", "tidemark up");
    }
  }

  private static String valid(EventKind kind) {
    return java.util.Objects.requireNonNull(VALID.get(kind));
  }

  private static String path(EventKind kind) {
    return switch (kind) {
      case DECISION -> "/v1/events/decisions";
      case EXECUTION -> "/v1/events/executions";
      case PORTFOLIO -> "/v1/events/portfolio";
      case NEWS -> "/v1/events/news";
    };
  }

  private List<EventLog.Event> mine() {
    return server.realTime.told.stream().filter(event -> event.tenant().equals(tenant)).toList();
  }
}
