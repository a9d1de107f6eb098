package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class RequestTraceTest {
  private final TestServer server = TestServer.get();

  @Test
  void theClientsRequestIdIsKeptWhenItHasTheFormOfOne() {
    HttpResponse<String> answer =
        server.get("/v1/analysis/none", server.anna, "X-Request-Id", "client-0001");

    assertThat(answer.headers().firstValue("X-Request-Id")).contains("client-0001");
    assertThat(answer.body()).contains("\"request_id\":\"client-0001\"");
  }

  @Test
  void anythingElseIsReplaced() {
    HttpResponse<String> answer =
        server.get("/version", null, "X-Request-Id", "<script>alert(1)</script>");

    assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).hasSize(36);
  }
}
