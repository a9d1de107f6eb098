package dev.tidemark.server.analysis;

import static dev.tidemark.server.analysis.TestAnalyses.ANNA;
import static dev.tidemark.server.analysis.TestAnalyses.bytes;
import static dev.tidemark.server.analysis.TestAnalyses.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.analysis.Execution;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.hash.Sha256;
import dev.tidemark.server.jobs.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A run ends once, for all who wait for it, and never leaves one waiting. */
class RunTest {

  @Test
  void cancelledInTheQueueIsNeverComputed() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      AnalysisView queued = test.submit(ANNA, request("REVERT"));
      AtomicInteger audited = new AtomicInteger();
      AnalysisView cancelled =
          test.service
              .cancel("anna", queued.analysisId(), (connection, view) -> audited.incrementAndGet())
              .orElseThrow();
      assertThat(cancelled.status()).isEqualTo(AnalysisStatus.CANCELLED);
      assertThat(cancelled.finishedAt()).isNotNull();
      test.service.cancel(
          "anna", queued.analysisId(), (connection, view) -> audited.incrementAndGet());
      assertThat(audited).as("the second time nothing is cancelled").hasValue(1);
      test.work("one");
      AnalysisView other = test.finished(test.submit(ANNA, request("NOISE")));
      assertThat(other.status()).isEqualTo(AnalysisStatus.SUCCEEDED);
      assertThat(test.computed).hasValue(1);
      assertThat(test.db.column("SELECT state FROM jobs ORDER BY seq"))
          .containsExactly("CANCELLED", "DONE");
    }
  }

  @Test
  void cancelledWhileItRunsItStops() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    try (TestAnalyses test = withEngine(untilCancelled(running, stopped))) {
      test.work("one");
      AnalysisView view = test.submit(ANNA, request("REVERT"));
      running.await();
      test.db.await("SELECT status FROM analyses", "RUNNING");
      AnalysisView cancelled =
          test.service.cancel("anna", view.analysisId(), Alongside.NOTHING).orElseThrow();
      assertThat(cancelled.status()).isEqualTo(AnalysisStatus.CANCELLED);
      test.db.await("SELECT sum(running) FROM workers", "0");
      assertThat(stopped).isTrue();
      assertThat(test.service.find("anna", view.analysisId())).contains(cancelled);
      assertThat(test.db.column("SELECT count(*) FROM result_cache")).containsExactly("0");
    }
  }

  @Test
  void aRunGoesOnForOthersWhenOneCancels() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      AnalysisView first = test.submit(ANNA, request("REVERT"));
      AnalysisView second = test.submit(ANNA, request("REVERT"));
      test.service.cancel("anna", first.analysisId(), Alongside.NOTHING);
      test.work("one");
      AnalysisView done = test.finished(second);
      assertThat(done.status()).isEqualTo(AnalysisStatus.SUCCEEDED);
      assertThat(SubmissionTest.artifact(test, done, ArtifactName.RESULT)).isNotEmpty();
      assertThat(test.service.find("anna", first.analysisId()))
          .get()
          .extracting(AnalysisView::status)
          .isEqualTo(AnalysisStatus.CANCELLED);
      assertThat(test.service.artifact("anna", first.analysisId(), ArtifactName.RESULT))
          .isEqualTo(new Lookup.NoResult<>(AnalysisStatus.CANCELLED));
    }
  }

  @Test
  void whatTheDataDoNotAllowFailsWithItsReasonForAllWhoWait() throws Exception {
    Engine refusing =
        (params, bars, quotes, execution) -> {
          throw TidemarkException.of(
                  ErrorCode.INVALID_ARGUMENT, "Too short", "two folds only", "Take more sessions")
              .withDetail("reason", "INSUFFICIENT_HISTORY");
        };
    try (TestAnalyses test = withEngine(refusing)) {
      List<AnalysisView> views =
          List.of(test.submit(ANNA, request("REVERT")), test.submit(ANNA, request("REVERT")));
      test.work("one");
      for (AnalysisView view : views) {
        AnalysisView failed = test.finished(view);
        assertThat(failed.status()).isEqualTo(AnalysisStatus.FAILED);
        assertThat(failed.error())
            .isEqualTo(
                new AnalysisView.AnalysisError(
                    "INSUFFICIENT_HISTORY", "Too short: two folds only", "Take more sessions"));
      }
      assertThat(test.db.column("SELECT count(*) FROM result_cache")).containsExactly("0");
      assertThat(test.db.column("SELECT count(*) FROM job_dead_letters")).containsExactly("0");
    }
  }

  @Test
  void whatBreaksEveryTimeIsReportedFailed() throws Exception {
    Engine broken =
        (params, bars, quotes, execution) -> {
          throw new IllegalStateException("/secret/path is broken");
        };
    try (TestAnalyses test = withEngine(broken)) {
      AnalysisView view = test.submit(ANNA, request("REVERT"));
      test.work("one");
      AnalysisView failed = test.finished(view);
      assertThat(failed.status()).isEqualTo(AnalysisStatus.FAILED);
      assertThat(Objects.requireNonNull(failed.error()).reason()).isEqualTo("ABANDONED");
      assertThat(failed.toString()).doesNotContain("secret");
      assertThat(test.db.column("SELECT count(*) FROM job_dead_letters")).containsExactly("1");
    }
  }

  /** Every write of a run in turn is the one at which the process is lost. */
  @Test
  void aCrashAtAnyWriteLeavesARunThatTheNextWorkerEnds() throws Exception {
    for (int write = 1; write <= 4; write++) {
      int deadly = write;
      AtomicInteger puts = new AtomicInteger();
      try (TestAnalyses test =
          new TestAnalyses(
              engine -> engine,
              store -> new FailingStore(store, () -> puts.incrementAndGet() <= deadly),
              AnalysisSettings.DEFAULT,
              source -> source)) {
        AnalysisView view = test.submit(ANNA, request("REVERT"));
        test.work("one");
        AnalysisView done = test.finished(view);
        AnalysisStatus expected = deadly <= 2 ? AnalysisStatus.SUCCEEDED : AnalysisStatus.FAILED;
        assertThat(done.status()).as("lost %s times", deadly).isEqualTo(expected);
        assertThat(test.db.column("SELECT count(*) FROM analyses WHERE finished_at IS NULL"))
            .containsExactly("0");
      }
    }
  }

  /** Lost before the commit, and lost after it, when only the answer is missing. */
  @Test
  void aConnectionLostAtTheEndLosesAndDoublesNothing() throws Exception {
    LossyDatabase lossy = new LossyDatabase();
    try (TestAnalyses test = new TestAnalyses()) {
      AnalysisView view = test.submit(ANNA, request("REVERT"));
      test.work("one", lossy.over(test.db.worker));
      assertThat(test.finished(view).status()).isEqualTo(AnalysisStatus.SUCCEEDED);
      test.db.await("SELECT sum(running) FROM workers", "0");
      assertThat(lossy.lost()).isEqualTo(2);
      assertThat(test.db.column("SELECT state FROM jobs")).containsExactly("DONE");
      assertThat(test.db.column("SELECT runs FROM trial_ledger")).containsExactly("1");
      assertThat(test.submit(ANNA, request("REVERT")).cached()).isTrue();
    }
  }

  /** The lease of a worker that is not dead but stuck passes on; its late result is discarded. */
  @Test
  void twoWorkersOverOneRunGiveOneResult() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    try (TestAnalyses test =
        new TestAnalyses(
            engine ->
                (params, bars, quotes, execution) -> {
                  if (calls.incrementAndGet() == 1) {
                    stuck.countDown();
                    await(release);
                  }
                  return engine.run(params, bars, quotes, execution);
                },
            store -> store,
            AnalysisSettings.DEFAULT,
            source -> source)) {
      AnalysisView view = test.submit(ANNA, request("REVERT"));
      Worker first = test.work("first");
      stuck.await();
      test.db.run("UPDATE jobs SET locked_by = 'gone', lease_until = now() - interval '1 minute'");
      test.work("second");
      AnalysisView done = test.finished(view);
      release.countDown();
      first.drain(Duration.ofSeconds(20));
      assertThat(calls).hasValue(2);
      assertThat(test.service.find("anna", view.analysisId())).contains(done);
      assertThat(test.db.column("SELECT runs FROM trial_ledger")).containsExactly("1");
      assertThat(Sha256.hex(SubmissionTest.artifact(test, done, ArtifactName.RESULT)))
          .isEqualTo(done.resultHash());
    }
  }

  @Test
  void dataThatChangeBetweenSubmissionAndRunAreSharedWithNobody() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      AnalysisView first = test.submit(ANNA, request("REVERT"));
      test.market.version.incrementAndGet();
      test.work("one");
      AnalysisView done = test.finished(first);
      assertThat(done.status()).isEqualTo(AnalysisStatus.SUCCEEDED);
      assertThat(test.db.column("SELECT count(*) FROM result_cache")).containsExactly("0");
      AnalysisView again = test.finished(test.submit(ANNA, request("REVERT")));
      assertThat(again.cached()).isFalse();
      assertThat(again.resultHash()).isEqualTo(done.resultHash());
    }
  }

  @Test
  void progressReachesTheAnalysisAndOnlyGrows() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (TestAnalyses test =
        new TestAnalyses(
            engine ->
                (params, bars, quotes, execution) -> {
                  execution.progress().at(Execution.Phase.PATHS, 0.5);
                  execution.progress().at(Execution.Phase.SIMULATE, 1);
                  half.countDown();
                  await(go);
                  return engine.run(params, bars, quotes, execution);
                },
            store -> store,
            AnalysisSettings.DEFAULT,
            source -> source)) {
      test.work("one");
      AnalysisView view = test.submit(ANNA, request("REVERT"));
      half.await();
      AnalysisView now = test.service.find("anna", view.analysisId()).orElseThrow();
      assertThat(now.status()).isEqualTo(AnalysisStatus.RUNNING);
      assertThat(now.progress()).isEqualTo(0.55);
      go.countDown();
      assertThat(test.finished(view).progress()).isEqualTo(1);
    }
  }

  @Test
  void theSynchronousWaitLeavesNobodyWaitingWhenAllWorkersAreBusy() throws Exception {
    AnalysisSettings impatient =
        new AnalysisSettings(
            1, Duration.ofMillis(100), 4e8, Duration.ZERO, Duration.ZERO, 1 << 20, 1 << 20);
    CountDownLatch running = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    try (TestAnalyses test =
        new TestAnalyses(
            engine ->
                (params, bars, quotes, execution) -> {
                  running.countDown();
                  await(go);
                  return engine.run(params, bars, quotes, execution);
                },
            store -> store,
            impatient,
            source -> source)) {
      test.work("one");
      test.submit(ANNA, request("REVERT", 1.1));
      test.submit(ANNA, request("REVERT", 1.2));
      running.await();
      Submission waiting =
          test.service.submit(ANNA, bytes(request("REVERT", 1.3)), Mode.SYNC, Alongside.NOTHING);
      assertThat(waiting).isInstanceOf(Submission.Accepted.class);
      go.countDown();
      assertThat(test.finished(TestAnalyses.view(waiting)).status())
          .isEqualTo(AnalysisStatus.SUCCEEDED);
    }
  }

  private static TestAnalyses withEngine(Engine engine) throws Exception {
    return new TestAnalyses(
        real -> engine, store -> store, AnalysisSettings.DEFAULT, source -> source);
  }

  private static Engine untilCancelled(CountDownLatch running, AtomicBoolean stopped) {
    return (params, bars, quotes, execution) -> {
      running.countDown();
      while (!execution.cancelled().getAsBoolean()) {
        execution.progress().at(Execution.Phase.PATHS, 0.1);
      }
      stopped.set(true);
      throw new CancellationException();
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
