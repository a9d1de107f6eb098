package dev.tidemark.app.torture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.app.torture.AnalysisClient.Answer;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Submits analyses over HTTP, each under an Idempotency-Key of its own, while server, workers and
 * database are killed at random; then lets everything come to rest and counts.
 */
public final class JobsTorture {

  /**
   * What to do.
   *
   * @param kills how many processes to kill
   * @param analyses how many to submit, spread over the kills
   * @param seed of victims and times
   * @param work an empty directory of the test's own
   */
  public record Request(int kills, int analyses, long seed, Path work) {}

  private static final String TICKER = "SIMA";
  private static final int WORKERS = 2;
  private static final long START_SECONDS = 180;
  private static final long REST_SECONDS = 900;
  private static final int LONGEST_PAUSE_MILLIS = 1200;
  private static final int PERCENT = 100;
  private static final int SERVER_SHARE = 30;
  private static final int DATABASE_SHARE = 12;

  private final Request request;
  private final Consumer<String> progress;
  private final Random random;
  private final Path home;
  private final JobsReport report = new JobsReport();
  private final Map<String, Answer> accepted = new LinkedHashMap<>();

  /** {@code progress}: told after each kill. */
  public JobsTorture(Request request, Consumer<String> progress) {
    this.request = request;
    this.progress = progress;
    this.random = new Random(request.seed());
    this.home = request.work().resolve("home");
  }

  /** The home that was tortured, at rest when {@link #run} has returned. */
  public Path home() {
    return home;
  }

  public JobsReport run() throws InterruptedException {
    load();
    int port = freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("TIDEMARK_SERVER_PORT", Integer.toString(port));
    environment.put("TIDEMARK_JOBS_THREADS", "1");
    environment.put("TIDEMARK_JOBS_LEASE", "3s");
    environment.put("TIDEMARK_JOBS_DRAIN", "20s");
    Fleet fleet = new Fleet(home, environment, WORKERS);
    try {
      if (!fleet.begin(START_SECONDS)) {
        throw notStarted();
      }
      AnalysisClient client = new AnalysisClient(port, fleet.apiKey());
      torture(fleet, client);
      rest(fleet, client);
      replay(client);
    } finally {
      fleet.stop(60).forEach(deaf -> report.note(deaf + " did not stop when asked"));
    }
    return report;
  }

  /** Half a year of simulated bars. */
  private void load() throws InterruptedException {
    Victim backfill =
        Victim.start(
            Installation.ofThisProcess()
                .command(
                    List.of(),
                    List.of(
                        "backfill",
                        "--yes",
                        "--json",
                        "--provider",
                        "simulator",
                        "--assets",
                        TICKER,
                        "--timeframes",
                        "15m",
                        "--start-date",
                        "2024-01-01",
                        "--end-date",
                        "2024-12-31",
                        "--home",
                        home.toString())),
            Map.of(),
            request.work().resolve("backfill.out"));
    if (backfill.awaitExit() != 0) {
      throw TidemarkException.of(
          ErrorCode.PRECONDITION_FAILED,
          "There are no data to analyse",
          backfill.lastWords(),
          "run the backfill of the demo by hand and correct what it complains about");
    }
  }

  private void torture(Fleet fleet, AnalysisClient client) throws InterruptedException {
    int submitted = 0;
    while (report.kills() < request.kills()) {
      int due = (report.kills() + 1) * request.analyses() / request.kills();
      while (submitted < due && submit(client, submitted, 1)) {
        submitted++;
      }
      if (runsFor(random.nextInt(LONGEST_PAUSE_MILLIS))) {
        kill(fleet);
      }
      fleet.restartEnded();
    }
    while (submitted < request.analyses()) {
      fleet.restartEnded();
      if (submit(client, submitted, 1) || runsFor(LONGEST_PAUSE_MILLIS)) {
        submitted = accepted.size();
      }
    }
    report.accepted(accepted.size());
  }

  /**
   * One victim; one that is still starting is spared most of the time, or nothing would ever run.
   */
  private void kill(Fleet fleet) throws InterruptedException {
    int dice = random.nextInt(PERCENT);
    if (dice < DATABASE_SHARE) {
      if (fleet.anyReady() && fleet.killDatabase()) {
        killed("database");
      }
      return;
    }
    int member = dice < DATABASE_SHARE + SERVER_SHARE ? 0 : 1 + random.nextInt(fleet.size() - 1);
    boolean early = random.nextInt(5) == 0;
    if (fleet.isReady(member) || early) {
      String name = fleet.name(member) + (fleet.isReady(member) ? "" : " while starting");
      fleet.killAndRestart(member);
      killed(name);
    }
  }

  private void killed(String name) {
    report.killed(name);
    progress.accept(
        report.kills()
            + " of "
            + request.kills()
            + " killed, last "
            + name
            + "; accepted "
            + accepted.size());
  }

  private String idempotencyKey(int number) {
    return "torture-" + request.seed() + "-" + number;
  }

  private static String body(int number) {
    return """
        {"ticker":"%s","interval":"15m","horizon":{"start":"2024-01-02","end":"2024-12-30"},\
        "walk_forward":{"train":60,"test":21},"min_trades":5,"min_sessions":8,\
        "bootstrap":{"B":999},"null_paths":{"B":349},"seed":"%d"}"""
        .formatted(TICKER, number + 1);
  }

  private boolean submit(AnalysisClient client, int number, int tries) throws InterruptedException {
    for (int i = 0; i < tries; i++) {
      Optional<Answer> answer = client.submit(idempotencyKey(number), body(number));
      if (answer.isPresent()) {
        if (answer.get().status() / PERCENT != 2) {
          throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The analysis was refused",
              answer.get().body(),
              "this is a request that the server should accept");
        }
        accepted.put(idempotencyKey(number), answer.get());
        return true;
      }
    }
    return false;
  }

  /** Waits until every accepted analysis has ended, and counts how. */
  private void rest(Fleet fleet, AnalysisClient client) throws InterruptedException {
    for (long second = 0; !fleet.awaitAll(1) && second < START_SECONDS; second++) {
      fleet.restartEnded();
    }
    long waited = 0;
    for (Answer first : accepted.values()) {
      String id = first.json().path("analysis_id").asText();
      Optional<Answer> now = client.find(id);
      while (!finished(now) && waited < REST_SECONDS * 2) {
        runsFor(500);
        waited++;
        now = client.find(id);
      }
      count(id, now);
    }
  }

  private static boolean finished(Optional<Answer> answer) {
    return answer.isPresent()
        && (answer.get().status() == 404
            || List.of("SUCCEEDED", "FAILED", "CANCELLED")
                .contains(answer.get().json().path("status").asText()));
  }

  private void count(String id, Optional<Answer> answer) {
    JsonNode view = answer.isEmpty() ? null : answer.get().json();
    String status = view == null ? "no answer" : view.path("status").asText();
    if (view != null && status.equals("SUCCEEDED") && view.path("result").has("ticker")) {
      report.completed();
    } else if (view != null
        && status.equals("FAILED")
        && !view.path("error").path("detail").asText().isEmpty()) {
      report.failed(id + ": " + view.path("error"));
    } else {
      report.lost(id + " is " + status);
    }
  }

  private void replay(AnalysisClient client) throws InterruptedException {
    int number = 0;
    for (Map.Entry<String, Answer> each : accepted.entrySet()) {
      Optional<Answer> again = client.submit(each.getKey(), body(number++));
      if (again.isEmpty() || !again.get().equals(each.getValue())) {
        report.changed(
            each.getKey() + ": " + each.getValue() + ", then " + again.map(Answer::toString));
      }
    }
  }

  /** True, after so long; it is what separates two kills, and waits for no result. */
  private static boolean runsFor(int millis) throws InterruptedException {
    return !new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TidemarkException notStarted() {
    String log;
    try {
      log = Files.readString(request.work().resolve("server.log"));
    } catch (IOException e) {
      log = "no log";
    }
    return TidemarkException.of(
        ErrorCode.PRECONDITION_FAILED,
        "The server does not start",
        log.lines().reduce((first, last) -> last).orElse("it said nothing"),
        "run 'tidemark up' by hand and correct what it complains about");
  }
}
