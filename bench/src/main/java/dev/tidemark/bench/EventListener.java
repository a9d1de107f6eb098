package dev.tidemark.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A client of server-sent events that notes when trades of the schedule are told of. */
final class EventListener implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"b(\\d+)\"");
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final StreamSchedule schedule;
  private final long first;
  private final LatencyCounts counts = new LatencyCounts();
  private final Thread thread;

  /**
   * @param path such as {@code /v1/live/trades?symbols=BENCH0}
   * @param wanted which documents count
   * @param first trades before this number are the warm-up
   */
  EventListener(
      URI server,
      String key,
      String path,
      StreamSchedule schedule,
      long first,
      Predicate<String> wanted)
      throws IOException, InterruptedException {
    this.schedule = schedule;
    this.first = first;
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<Stream<String>> answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
    if (answer.statusCode() != OK) {
      throw new IOException(path + " answers " + answer.statusCode());
    }
    thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (Stream<String> lines = answer.body()) {
                    lines
                        .filter(line -> line.startsWith("data:") && wanted.test(line))
                        .forEach(this::told);
                  } catch (RuntimeException e) {
                    // The stream ends when the client is closed.
                    Thread.currentThread().interrupt();
                  }
                });
  }

  private void told(String document) {
    long now = System.nanoTime();
    long number = -1;
    Matcher ids = ID.matcher(document);
    while (ids.find()) {
      number = Math.max(number, Long.parseLong(ids.group(1)));
    }
    if (number >= first) {
      counts.add(now - schedule.dueTicks(number));
    }
  }

  LatencyCounts counts() {
    return counts;
  }

  @Override
  public void close() {
    http.shutdownNow();
    thread.interrupt();
  }
}
