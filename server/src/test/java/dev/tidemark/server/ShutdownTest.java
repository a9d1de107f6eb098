package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final TestServer shared = TestServer.get();

  @Test
  void aRequestUnderWayIsAnsweredBeforeTheServerEnds() throws Exception {
    FakeAnalyses analyses = new FakeAnalyses(TestServer.FakeMarket::info, shared.transactions);
    TidemarkServer server = shared.start(analyses);
    try (HttpClient client = HttpClient.newHttpClient()) {
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.port() + "/v1/analyze"))
                  .header("Authorization", "Bearer " + shared.anna.clear())
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(TestServer.request("HELD")))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      analyses.entered.await();

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      assertThat(answer).isNotDone();
      analyses.release.countDown();

      assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      closing.get(30, TimeUnit.SECONDS);
    }
  }
}
