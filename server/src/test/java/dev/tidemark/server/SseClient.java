package dev.tidemark.server;

import dev.tidemark.server.security.ApiKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as browsers do. */
final class SseClient implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final BufferedReader lines;
  private String lastId = "";

  /** One event; heartbeats have the name {@code heartbeat}, an empty one is the end. */
  record Event(String name, String id, String data) {}

  SseClient(int port, String path, ApiKey key, @Nullable String last)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + key.clear());
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    HttpResponse<java.io.InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + lines.readLine());
    }
  }

  String lastId() {
    return lastId;
  }

  /** The next event or heartbeat. */
  Event next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.isEmpty()) {
        if (!data.isEmpty() || name.equals("heartbeat")) {
          return new Event(name, lastId, data.toString());
        }
      } else if (line.startsWith(": ")) {
        name = line.substring(2);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("id: ")) {
        lastId = line.substring(4);
      } else if (line.startsWith("data: ")) {
        data.append(line, 6, line.length());
      }
    }
    return new Event("", lastId, "");
  }

  /** The next event of this name; what comes before is skipped. */
  Event next(String name) throws IOException {
    Event event = next();
    while (!event.name().equals(name)) {
      if (event.name().isEmpty()) {
        throw new AssertionError("the stream ended before " + name);
      }
      event = next();
    }
    return event;
  }

  /** Data of the next events of this name. */
  List<String> data(String name, int count) throws IOException {
    List<String> data = new ArrayList<>();
    while (data.size() < count) {
      data.add(next(name).data());
    }
    return data;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
