package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.server.security.ApiKey;
import dev.tidemark.server.security.KeyRole;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AuthenticationTest {
  private static final Set<String> OPEN =
      Set.of(
          "GET /health/live",
          "GET /health/ready",
          "GET /health/started",
          "GET /version",
          "GET /openapi.json");

  private final TestServer server = TestServer.get();

  @TestFactory
  List<DynamicTest> everyRouteButTheOpenOnesNeedsAKey() {
    List<DynamicTest> tests = new ArrayList<>();
    Routes.of(server.server)
        .forEach(
            (route, pattern) ->
                tests.add(DynamicTest.dynamicTest(route, () -> withoutKey(route, pattern))));
    assertThat(tests).hasSizeGreaterThan(20);
    return tests;
  }

  private void withoutKey(String route, String pattern) {
    HttpResponse<String> answer =
        server.send(route.split(" ", 2)[0], Routes.path(pattern, "a1"), null, null);
    if (OPEN.contains(route)) {
      assertThat(answer.statusCode()).isEqualTo(200);
    } else {
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(SchemaCheck.faults("Problem", answer.body())).isEmpty();
    }
  }

  @Test
  void eitherHeaderCarriesTheKey() {
    assertThat(server.get("/v1/usage", server.anna).statusCode()).isEqualTo(200);
    assertThat(server.get("/v1/usage", null, "X-API-Key", server.anna.clear()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatIsWrongWithAKeyIsSaid() {
    assertThat(server.get("/v1/usage", null, "X-API-Key", "tm_mistyped").body())
        .contains("MALFORMED_KEY");
    assertThat(server.get("/v1/usage", ApiKey.generate(new SplittableRandom(99))).body())
        .contains("UNKNOWN_KEY");
    ApiKey revoked = server.keys.create("ben", "old", KeyRole.ANALYST);
    server.keys.revoke(revoked.id());
    assertThat(server.get("/v1/usage", revoked).body()).contains("REVOKED_KEY");
  }

  @Test
  void aBadKeyIsRefusedOnOpenRoutesToo() {
    assertThat(server.get("/version", null, "X-API-Key", "tm_mistyped").statusCode())
        .isEqualTo(401);
  }

  @Test
  void rolesLimitWhatAKeyMayDo() {
    ApiKey reader = server.keys.create("ben", "read only", KeyRole.READER);
    ApiKey analyst = server.keys.create("ben", "analyst", KeyRole.ANALYST);

    assertThat(server.get("/v1/analysis", reader).statusCode()).isEqualTo(200);
    HttpResponse<String> refused = server.post("/v1/analyze", reader, TestServer.request("AAPL"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("PERMISSION_DENIED", "ROLE_NOT_SUFFICIENT");
    assertThat(server.send("DELETE", "/v1/analysis/a1", reader, null).statusCode()).isEqualTo(403);
    assertThat(server.get("/metrics", analyst).statusCode()).isEqualTo(403);
    assertThat(server.get("/metrics", server.ben).body()).contains("tidemark_http_requests");
  }
}
