package dev.tidemark.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.CliHarness;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tidemark up} as a user starts it: an analysis over HTTP is the one of the command line.
 */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path LAUNCHER = Path.of(System.getProperty("project.root"), "tidemark");

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private final HttpClient http = HttpClient.newHttpClient();
  private Path directory = Path.of("");

  @BeforeAll
  void simulate(@TempDir Path temporary) {
    directory = temporary;
    CliHarness.Outcome loaded =
        new CliHarness(directory)
            .run(
                "backfill",
                "--provider",
                "simulator",
                "--assets",
                "SIMA",
                "--timeframes",
                "1m",
                "--start-date",
                "2025-01-02",
                "--end-date",
                "2025-04-30",
                "--yes");
    assertThat(loaded.exitCode()).as(loaded.err()).isZero();
  }

  private ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("TIDEMARK_NO_BUILD", "1");
    builder.environment().put("TIDEMARK_HOME", directory.resolve("home").toString());
    return builder;
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        process(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    return Files.readString(out);
  }

  /** A running server and what it printed. */
  private final class Server implements AutoCloseable {
    private final Process process;
    private final JsonNode announced;

    Server() throws IOException {
      process =
          process("up", "--port", "0", "--json")
              .redirectError(directory.resolve("up.err").toFile())
              .start();
      announced = JSON.readTree(firstDocument(process.inputReader(StandardCharsets.UTF_8)));
    }

    private String firstDocument(BufferedReader lines) throws IOException {
      StringBuilder document = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        document.append(line).append('\n');
        if (line.equals("}")) {
          return document.toString();
        }
      }
      throw new AssertionError(
          "it did not start: " + document + Files.readString(directory.resolve("up.err")));
    }

    HttpResponse<byte[]> get(String path, String key) throws IOException, InterruptedException {
      return send(request(path, key).GET());
    }

    HttpRequest.Builder request(String path, String key) {
      return HttpRequest.newBuilder(URI.create(announced.path("address").asText() + path))
          .header("Authorization", "Bearer " + key);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() throws InterruptedException {
      process.destroy();
      assertThat(process.waitFor()).as("stopped by SIGTERM").isEqualTo(143);
    }

    private void closeUnchecked() {
      try {
        close();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void anAnalysisOverHttpIsTheOneOfTheCommandLineAndSurvivesARestart() throws Exception {
    String local =
        run(
            "analyze",
            "SIMA",
            "--interval",
            "15m",
            "--train",
            "20",
            "--test",
            "10",
            "--paths",
            "199",
            "--q",
            "0.5",
            "--json");
    ObjectNode asked = (ObjectNode) JSON.readTree(local).path("params");
    asked.remove("seed");
    String key;
    String id;
    String etag;
    Server server = new Server();
    try {
      key = server.announced.path("api_key").asText();
      assertThat(key).isNotEmpty();
      HttpResponse<byte[]> answer =
          server.send(
              server
                  .request("/v1/analyze", key)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(asked.toString())));
      assertThat(answer.statusCode()).as(new String(answer.body(), UTF)).isEqualTo(200);
      id = JSON.readTree(answer.body()).path("analysis_id").asText();
      etag = answer.headers().firstValue("ETag").orElseThrow();
      byte[] body = server.get("/v1/analysis/" + id + "/artifacts/result.json", key).body();
      assertThat(new String(body, UTF)).isEqualTo(local.strip());
      assertThat(etag)
          .isEqualTo('"' + JSON.readTree(answer.body()).path("result_hash").asText() + '"');
      assertThat(run("verify", id)).startsWith("Identical");
    } finally {
      server.closeUnchecked();
    }
    Server again = new Server();
    try {
      assertThat(again.announced.has("api_key")).as("shown once").isFalse();
      HttpResponse<byte[]> found = again.get("/v1/analysis/" + id, key);
      assertThat(found.statusCode()).isEqualTo(200);
      assertThat(found.headers().firstValue("ETag")).contains(etag);
      assertThat(
              again
                  .send(
                      again.request("/v1/analysis/" + id, key).header("If-None-Match", etag).GET())
                  .statusCode())
          .isEqualTo(304);
    } finally {
      again.closeUnchecked();
    }
  }
}
