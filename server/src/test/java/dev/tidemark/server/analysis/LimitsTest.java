package dev.tidemark.server.analysis;

import static dev.tidemark.server.analysis.TestAnalyses.bytes;
import static dev.tidemark.server.analysis.TestAnalyses.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A plan is a promise in both directions: so many, and not one more. */
class LimitsTest {

  @Test
  void theDayIsFullAfterSoManyAndBeginsAnewAtMidnightUtc() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      Caller caller = new Caller("anna", new Caller.Plan(2, 100, 5, 0));
      test.submit(caller, request("REVERT", 1.1));
      test.submit(caller, request("REVERT", 1.2));
      LimitReached reached = limited(test, caller, request("REVERT", 1.3));
      assertThat(reached.kind()).isEqualTo(LimitReached.Kind.PER_DAY);
      assertThat(reached.limits().usedToday()).isEqualTo(2);
      assertThat(reached.limits().resetsAt()).isEqualTo(Instant.parse("2024-02-02T00:00:00Z"));
      assertThat(Duration.ofSeconds(reached.retryAfterSeconds()))
          .isBetween(Duration.ofMinutes(14 * 60 + 59), Duration.ofHours(15));
      test.millis.addAndGet(Duration.ofHours(15).toMillis());
      assertThat(test.submit(caller, request("REVERT", 1.3)).status())
          .isEqualTo(AnalysisStatus.QUEUED);
      assertThat(test.service.limits(caller).usedToday()).isEqualTo(1);
    }
  }

  @Test
  void onlySoManyAtATimeAndWhatIsCachedIsNotOne() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      Caller caller = new Caller("anna", new Caller.Plan(100, 2, 5, 0));
      test.work("one").drain(Duration.ZERO);
      test.submit(caller, request("REVERT", 1.1));
      AnalysisView second = test.submit(caller, request("REVERT", 1.2));
      LimitReached reached = limited(test, caller, request("REVERT", 1.3));
      assertThat(reached.kind()).isEqualTo(LimitReached.Kind.CONCURRENT);
      assertThat(reached.limits().usedConcurrent()).isEqualTo(2);
      assertThat(reached.limits().usedToday()).isEqualTo(2);
      assertThat(test.db.column("SELECT count(*) FROM jobs")).containsExactly("2");

      test.service.cancel("anna", second.analysisId(), Alongside.NOTHING);
      AnalysisView third = test.submit(caller, request("REVERT", 1.3));
      test.work("two");
      test.finished(third);
      test.db.await("SELECT count(*) FROM analyses WHERE finished_at IS NULL", "0");
      assertThat(test.submit(caller, request("REVERT", 1.3)).cached()).isTrue();
      assertThat(test.service.limits(caller).usedConcurrent()).isZero();
    }
  }

  @Test
  void notOneMoreIsAcceptedWhenManyAskAtOnce() throws Exception {
    try (TestAnalyses test = new TestAnalyses();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Caller caller = new Caller("anna", new Caller.Plan(1000, 3, 5, 0));
      List<Future<Submission>> submitted = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        byte[] request = bytes(request("REVERT", 1 + i / 20.0));
        Callable<Submission> submission =
            () -> test.service.submit(caller, request, Mode.ASYNC, Alongside.NOTHING);
        submitted.add(threads.submit(submission));
      }
      int accepted = 0;
      for (Future<Submission> each : submitted) {
        accepted += each.get() instanceof Submission.Accepted ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(3);
      assertThat(test.db.column("SELECT count(*) FROM analyses")).containsExactly("3");
      assertThat(test.db.column("SELECT accepted FROM analysis_usage")).containsExactly("3");
    }
  }

  @Test
  void theHorizonIsThatOfThePlan() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      Caller caller = new Caller("anna", new Caller.Plan(10, 10, 1, 0));
      Submission submission =
          test.service.submit(
              caller,
              bytes(request("REVERT").replace("2023-01-03", "2021-01-04")),
              Mode.ASYNC,
              Alongside.NOTHING);
      assertThat(((Submission.Rejected) submission).rejection().reason())
          .isEqualTo("HORIZON_EXCEEDS_PLAN");
    }
  }

  private static LimitReached limited(TestAnalyses test, Caller caller, String request) {
    Submission submission =
        test.service.submit(caller, bytes(request), Mode.ASYNC, Alongside.NOTHING);
    assertThat(submission).isInstanceOf(Submission.Limited.class);
    return ((Submission.Limited) submission).limit();
  }
}
