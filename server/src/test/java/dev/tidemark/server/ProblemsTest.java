package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem document, whoever found it. */
class ProblemsTest {
  private final TestServer server = TestServer.get();

  @ParameterizedTest
  @CsvSource({
    "GET,  /nowhere,                              404, ROUTE_NOT_FOUND",
    "GET,  /v1/nowhere,                           404, ROUTE_NOT_FOUND",
    "GET,  /assets/nothing.js,                    404, ROUTE_NOT_FOUND",
    "PUT,  /v1/analyze,                           405, METHOD_NOT_ALLOWED",
    "GET,  /v1/analyze,                           405, METHOD_NOT_ALLOWED",
    "GET,  /v1/analysis/none,                     404, ANALYSIS_NOT_FOUND",
    "GET,  /v1/batch/none,                        404, BATCH_NOT_FOUND",
    "GET,  /v1/analysis/none/artifacts/passwd,    404, ARTIFACT_NOT_FOUND",
    "GET,  /v1/metadata/ticker/NONE,              404, TICKER_NOT_FOUND",
    "GET,  /v1/metadata/calendar?start=yesterday, 422, INVALID_PARAM",
    "GET,  /v1/metadata/calendar?calendar=MOON,   422, INVALID_PARAM",
    "GET,  /v1/metadata/calendar?start=+999999999-12-31, 422, INVALID_PARAM",
    "GET,  /v1/analysis?size=0,                   422, INVALID_PARAM",
    "GET,  /v1/analysis?size=many,                422, INVALID_PARAM",
    "GET,  /v1/analysis/a?fields=nothing,         422, INVALID_PARAM",
    "GET,  /v1/analysis/a/windows?dow=FUNDAY,     422, INVALID_PARAM",
    "GET,  /v1/analysis/a/windows?max_fdr=NaN,    422, INVALID_PARAM",
    "GET,  /v1/analysis/%2e%2e%2fsecret,          400, MALFORMED_REQUEST",
    "TRACE, /v1/usage,                            405, METHOD_NOT_ALLOWED",
  })
  void wrongRequests(String method, String path, int status, String reason) {
    HttpResponse<String> answer = server.send(method, path, server.anna, null);

    assertProblem(answer, status, reason);
  }

  @ParameterizedTest
  @CsvSource({
    "{,                 400, MALFORMED_JSON",
    "'',                400, MALFORMED_REQUEST",
    "[],                422, INVALID_PARAM",
    "{},                422, INVALID_PARAM",
    "{\"tickr\":\"A\"}, 422, UNKNOWN_FIELD",
  })
  void wrongBodies(String body, int status, String reason) {
    HttpResponse<String> answer = server.post("/v1/analyze", server.anna, body);

    assertProblem(answer, status, null);
    assertThat(answer.body()).contains(reason);
  }

  @Test
  void placesAreNamedWithPointersAndHints() {
    String body =
        TestServer.request("AAPL").replace("\"15m\"", "\"15m\",\"fdr\":{\"q\":7},\"min_trades\":1");

    HttpResponse<String> answer = server.post("/v1/analyze", server.anna, body);

    assertProblem(answer, 422, "INVALID_PARAM");
    assertThat(answer.body()).contains("\"/fdr/q\"", "\"/min_trades\"", "\"hint\"");
  }

  @Test
  void whatTheServiceRefusesKeepsItsReason() {
    assertProblem(
        server.post("/v1/analyze", server.anna, TestServer.request("EMPTY")), 422, "NO_DATA");
    HttpResponse<String> full = server.post("/v1/analyze", server.anna, TestServer.request("FULL"));
    assertProblem(full, 429, "CONCURRENT_LIMIT_REACHED");
    assertThat(full.headers().firstValue("Retry-After")).contains("7");
    assertThat(full.headers().firstValue("RateLimit")).isPresent();
  }

  @Test
  void defectsShowNothingOfTheInside() {
    HttpResponse<String> answer =
        server.post("/v1/analyze", server.anna, TestServer.request("BROKEN"));

    assertProblem(answer, 500, "INTERNAL");
    assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.tidemark");
  }

  @Test
  void otherFormsAreRefused() {
    assertProblem(
        server.send("POST", "/v1/analyze", server.anna, "{}", "Content-Type", "text/plain"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    assertProblem(
        server.get("/v1/analysis", server.anna, "Accept", "image/png"), 406, "NOT_ACCEPTABLE");
  }

  @Test
  void largeBodiesAreRefusedWithAndWithoutAnnouncedLength() {
    String large = "x".repeat(70_000);
    assertProblem(server.post("/v1/analyze", server.anna, large), 413, "BODY_TOO_LARGE");
    HttpRequest chunked =
        HttpRequest.newBuilder(server.uri("/v1/analyze"))
            .header("Authorization", "Bearer " + server.anna.clear())
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () ->
                        new java.io.ByteArrayInputStream(
                            large.getBytes(StandardCharsets.US_ASCII))))
            .build();
    assertProblem(server.send(chunked), 413, "BODY_TOO_LARGE");
  }

  @Test
  void theContainersOwnRefusalsAreProblemsToo() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /v1/<bad> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
      assertThat(SchemaCheck.faults("Problem", answer.substring(answer.indexOf("\r\n\r\n") + 4)))
          .isEmpty();
    }
  }

  @Test
  void everyAnswerHasTheHeadersThatProtectBrowsers() {
    for (String path : new String[] {"/version", "/nowhere", "/_static/echarts/6.0.0/none.js"}) {
      HttpResponse<String> answer = server.get(path, null);
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
          .doesNotContain("unsafe-eval");
    }
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, @org.jspecify.annotations.Nullable String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(SchemaCheck.faults("Problem", answer.body())).isEmpty();
    if (reason != null) {
      assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"");
    }
  }
}
