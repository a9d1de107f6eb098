package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class CachedReadsTest {
  private final TestServer server = TestServer.get();

  @Test
  void aFinishedAnalysisIsLookedUpOnceAndAnsweredConditionally() {
    String id = server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("AAPL")));
    int finds = server.analyses.finds.get();

    HttpResponse<String> whole = server.get("/v1/analysis/" + id, server.anna);
    String etag = whole.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> same =
        server.get("/v1/analysis/" + id, server.anna, "If-None-Match", etag);

    assertThat(etag).isEqualTo("\"" + SampleResult.BODY.hash() + "\"");
    assertThat(whole.body()).endsWith(",\"result\":" + SampleResult.body() + "}");
    assertThat(whole.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(server.analyses.finds.get()).as("not asked again").isEqualTo(finds);
  }

  @Test
  void whatIsNotFinishedIsAskedForEachTime() {
    String id = server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("SLOW")));
    int finds = server.analyses.finds.get();

    server.get("/v1/analysis/" + id, server.anna);
    HttpResponse<String> again = server.get("/v1/analysis/" + id, server.anna);

    assertThat(server.analyses.finds.get()).isEqualTo(finds + 2);
    assertThat(again.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(again.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void fieldsCutTheDocumentAndKeepItsNumbersAsTheyAreWritten() {
    String id = server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("AAPL")));

    HttpResponse<String> part =
        server.get(
            "/v1/analysis/" + id + "?fields=status,result.family,result.ticker", server.anna);

    String family = SampleResult.body().replaceAll("(?s).*(\"family\":\\{[^}]*\\}).*", "$1");
    assertThat(part.body())
        .isEqualTo("{\"status\":\"SUCCEEDED\",\"result\":{\"ticker\":\"AAPL\"," + family + "}}");
    assertThat(part.headers().firstValue("ETag").orElseThrow())
        .startsWith("\"" + SampleResult.BODY.hash() + "-");
    assertThat(
            SchemaCheck.faults(
                "Problem",
                server.get("/v1/analysis/" + id + "?fields=result.x", server.anna).body()))
        .isEmpty();
  }
}
