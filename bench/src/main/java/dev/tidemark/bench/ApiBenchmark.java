package dev.tidemark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A running server, asked over HTTP by a client of its own process: the standard analysis of two
 * years of 5-minute bars, fresh, repeated and read back.
 */
final class ApiBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RATE = 200;
  private static final int SECONDS = 15;
  private static final int REPEATS = 500;
  private static final int FRESH = 12;
  private static final int MIXED = 100;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Report report;
  private final URI server;
  private final String key;
  private final ObjectNode request;

  private ApiBenchmark(Report report, URI server, String key, String ticker) {
    this.report = report;
    this.server = server;
    this.key = key;
    request = JSON.createObjectNode().put("ticker", ticker).put("interval", "5m");
    request.putObject("horizon").put("start", "2023-07-01").put("end", "2025-06-30");
  }

  static void run(Report report, URI server, String key, String ticker) throws Exception {
    new ApiBenchmark(report, server, key, ticker).run();
  }

  private void run() throws Exception {
    report.title("HTTP API at " + server + ", two years of 5-minute bars");
    long seed = System.nanoTime() & 0xFFFF_FFFFL; // never answered from an earlier run's cache
    JsonNode first = submit(seed);
    AtomicInteger next = new AtomicInteger(1);
    throughput("fresh analyses", FRESH, i -> seed + next.getAndIncrement());
    throughput("analyses, nine of ten repeated", MIXED, i -> i % 10 == 0 ? seed + 1_000 + i : seed);
    for (int round = 1; round <= 2; round++) {
      double[] cached = new double[REPEATS];
      for (int i = 0; i < REPEATS; i++) {
        cached[i] = millis(() -> submit(seed));
      }
      latency("cached submission, round " + round, cached);
    }
    String path = "/v1/analysis/" + first.path("analysis_id").asText();
    for (int round = 1; round <= 2; round++) {
      latency("read at " + RATE + " a second, round " + round, openLoop(path));
    }
  }

  /** What a request carries as seed. */
  private interface Seeds {
    long of(int request);
  }

  private void throughput(String name, int requests, Seeds seeds) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newFixedThreadPool(2)) {
      var answers =
          clients.invokeAll(
              java.util.stream.IntStream.range(0, requests)
                  .mapToObj(i -> (Callable<JsonNode>) () -> submit(seeds.of(i)))
                  .toList());
      for (var answer : answers) {
        answer.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    report.note("%-38s %.1f a minute".formatted(name, requests * 60 / seconds));
  }

  /** Requests leave on a schedule, whether or not earlier ones were answered. */
  private double[] openLoop(String path) throws Exception {
    HttpRequest get = authorised(path).GET().build();
    double[] taken = new double[RATE * SECONDS];
    long start = System.nanoTime();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < taken.length; i++) {
        int request = i;
        long due = start + i * 1_000_000_000L / RATE;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        var unused =
            clients.submit(
                () -> {
                  HttpResponse<byte[]> answer = http.send(get, BodyHandlers.ofByteArray());
                  if (answer.statusCode() != 200) {
                    throw new IOException("status " + answer.statusCode());
                  }
                  taken[request] = (System.nanoTime() - due) / 1e6;
                  return answer;
                });
      }
    }
    long failed = Arrays.stream(taken).filter(millis -> millis == 0).count();
    if (failed > 0) {
      throw new IOException(failed + " of " + taken.length + " reads were not answered with 200");
    }
    return taken;
  }

  private void latency(String name, double[] millis) {
    Arrays.sort(millis);
    report.latency(
        name, millis.length, millis[millis.length / 2], millis[(int) (millis.length * 0.95)]);
  }

  private static double millis(Callable<?> work) throws Exception {
    long start = System.nanoTime();
    work.call();
    return (System.nanoTime() - start) / 1e6;
  }

  private JsonNode submit(long seed) throws IOException, InterruptedException {
    ObjectNode body = request.deepCopy().put("seed", seed);
    HttpResponse<byte[]> answer =
        http.send(
            authorised("/v1/analyze")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            BodyHandlers.ofByteArray());
    JsonNode document = JSON.readTree(answer.body());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode() + ": " + document);
    }
    return document;
  }

  private HttpRequest.Builder authorised(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + key);
  }
}
