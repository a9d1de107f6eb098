package dev.tidemark.app.torture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Submits and asks, over HTTP, a server that may be gone at any moment. */
final class AnalysisClient {
  /** An answer that a client may rely on. */
  record Answer(int status, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("not JSON: " + body, e);
      }
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String base;
  private final String key;

  AnalysisClient(int port, String key) {
    this.base = "http://127.0.0.1:" + port;
    this.key = key;
  }

  /** Empty when there is no answer, or one that says "try again". */
  Optional<Answer> submit(String idempotencyKey, String body) throws InterruptedException {
    return send(
        request("/v1/analyze?mode=async")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Optional<Answer> find(String analysisId) throws InterruptedException {
    return send(request("/v1/analysis/" + analysisId));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Bearer " + key)
        .timeout(PATIENCE);
  }

  private Optional<Answer> send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      int status = response.statusCode();
      return status == CONFLICT || status == TOO_MANY || status >= SERVER_ERROR
          ? Optional.empty()
          : Optional.of(new Answer(status, response.body()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
