package dev.tidemark.server.analysis;

import static dev.tidemark.server.analysis.TestAnalyses.ANNA;
import static dev.tidemark.server.analysis.TestAnalyses.bytes;
import static dev.tidemark.server.analysis.TestAnalyses.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.MeanReversion;
import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamsHash;
import dev.tidemark.analysis.params.ParamsReader;
import dev.tidemark.analysis.params.RequestRules;
import dev.tidemark.analysis.report.ResultBody;
import dev.tidemark.analysis.report.Versions;
import dev.tidemark.core.time.TradingCalendar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What is accepted is computed once and read back as it is; the same again comes from the cache.
 */
class SubmissionTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void theBodyIsThatOfTheEngineFreshAndCached() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView fresh = test.finished(test.submit(ANNA, request("REVERT")));
      assertThat(fresh.status()).isEqualTo(AnalysisStatus.SUCCEEDED);
      AnalysisView again = test.submit(ANNA, request("REVERT"));
      assertThat(again.status()).isEqualTo(AnalysisStatus.SUCCEEDED);
      assertThat(again.cached()).isTrue();
      assertThat(fresh.cached()).isFalse();
      assertThat(again.analysisId()).isNotEqualTo(fresh.analysisId());

      ResultBody direct = direct(test, request("REVERT"));
      for (AnalysisView view : List.of(fresh, again)) {
        assertThat(view.resultHash()).isEqualTo(direct.hash());
        assertThat(artifact(test, view, ArtifactName.RESULT)).isEqualTo(direct.bytes());
        String envelope = new String(test.service.envelope(view), StandardCharsets.UTF_8);
        assertThat(envelope)
            .endsWith(",\"result\":" + new String(direct.bytes(), StandardCharsets.UTF_8) + "}");
      }
      assertThat(test.computed).hasValue(1);
      assertThat(test.market.reads).as("once for the service, once here").hasValue(2);
    }
  }

  @Test
  void eachAnalysisHasAManifestOfItsOwnAndACompleteFolder() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView fresh = test.finished(test.submit(ANNA, request("REVERT")));
      AnalysisView again = test.submit(ANNA, request("REVERT"));
      for (AnalysisView view : List.of(fresh, again)) {
        byte[] manifest = artifact(test, view, ArtifactName.MANIFEST);
        JsonNode json = JSON.readTree(manifest);
        assertThat(json.path("analysis_id").asText()).isEqualTo(view.analysisId());
        assertThat(json.path("as_known").asText()).isEqualTo(view.createdAt().toString());
        assertThat(json.path("result_hash").asText()).isEqualTo(view.resultHash());
        for (ArtifactName name :
            List.of(ArtifactName.RESULT, ArtifactName.PARAMS, ArtifactName.MANIFEST)) {
          assertThat(test.store.get(name.key(view.analysisId())).orElseThrow())
              .isEqualTo(artifact(test, view, name));
        }
      }
    }
  }

  @Test
  void theSameByEightAtOnceIsComputedOnce() throws Exception {
    try (TestAnalyses test = new TestAnalyses();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      test.work("one");
      CyclicBarrier together = new CyclicBarrier(8);
      Callable<AnalysisView> submission =
          () -> {
            together.await();
            return test.submit(ANNA, request("REVERT"));
          };
      List<Future<AnalysisView>> submitted = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        submitted.add(threads.submit(submission));
      }
      List<String> hashes = new ArrayList<>();
      for (Future<AnalysisView> each : submitted) {
        AnalysisView done = test.finished(each.get());
        assertThat(done.status()).isEqualTo(AnalysisStatus.SUCCEEDED);
        hashes.add(String.valueOf(done.resultHash()));
      }
      assertThat(hashes).hasSize(8).containsOnly(hashes.getFirst());
      assertThat(test.computed).hasValue(1);
      assertThat(test.market.reads).hasValue(1);
      assertThat(test.db.column("SELECT count(*) FROM jobs")).containsExactly("1");
      assertThat(test.db.column("SELECT runs || ' ' || (trials > 0) FROM trial_ledger"))
          .containsExactly("8 true");
    }
  }

  @Test
  void otherParametersOrOtherDataAreAnotherRun() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView first = test.finished(test.submit(ANNA, request("REVERT")));
      AnalysisView entry = test.finished(test.submit(ANNA, request("REVERT", 1.5)));
      test.market.version.incrementAndGet();
      AnalysisView data = test.finished(test.submit(ANNA, request("REVERT")));
      assertThat(List.of(entry.cached(), data.cached())).containsOnly(false);
      assertThat(List.of(first, entry, data))
          .extracting(AnalysisView::resultHash)
          .doesNotHaveDuplicates();
      assertThat(test.computed).hasValue(3);
    }
  }

  @Test
  void theLedgerCountsRunsAndTrialsAndStaysAsItWas() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView first = test.finished(test.submit(ANNA, request("REVERT")));
      JsonNode one = JSON.readTree(String.valueOf(first.ledger()));
      int trials = one.path("trials_on_ticker").intValue();
      assertThat(one.path("runs_on_ticker").intValue()).isEqualTo(1);
      assertThat(trials).isPositive();
      assertThat(one.path("deflated_sharpe")).as("a window passes").isNotEmpty();

      AnalysisView again = test.submit(ANNA, request("REVERT"));
      JsonNode two = JSON.readTree(String.valueOf(again.ledger()));
      assertThat(two.path("runs_on_ticker").intValue()).isEqualTo(2);
      assertThat(two.path("trials_on_ticker").intValue()).as("no new trial").isEqualTo(trials);

      AnalysisView other = test.finished(test.submit(ANNA, request("REVERT", 1.5)));
      JsonNode three = JSON.readTree(String.valueOf(other.ledger()));
      assertThat(three.path("runs_on_ticker").intValue()).isEqualTo(3);
      assertThat(three.path("trials_on_ticker").intValue()).isGreaterThan(trials);
      assertThat(test.service.find("anna", first.analysisId()))
          .get()
          .extracting(AnalysisView::ledger)
          .isEqualTo(first.ledger());
    }
  }

  @Test
  void whoWaitsGetsTheResult() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      Submission submission =
          test.service.submit(ANNA, bytes(request("REVERT")), Mode.SYNC, Alongside.NOTHING);
      assertThat(submission).isInstanceOf(Submission.Completed.class);
      assertThat(TestAnalyses.view(submission).status()).isEqualTo(AnalysisStatus.SUCCEEDED);
    }
  }

  @Test
  void whoWaitsWhileNobodyWorksIsToldThatItIsAccepted() throws Exception {
    AnalysisSettings impatient =
        new AnalysisSettings(1, Duration.ofMillis(50), 4e8, Duration.ZERO, Duration.ZERO, 1, 1);
    try (TestAnalyses test =
        new TestAnalyses(engine -> engine, store -> store, impatient, source -> source)) {
      Submission submission =
          test.service.submit(ANNA, bytes(request("REVERT")), Mode.SYNC, Alongside.NOTHING);
      assertThat(submission).isInstanceOf(Submission.Accepted.class);
      test.work("late");
      assertThat(test.finished(TestAnalyses.view(submission)).status())
          .isEqualTo(AnalysisStatus.SUCCEEDED);
    }
  }

  @Test
  void whatTakesTooLongToWaitForIsRefusedUnlessItIsThere() throws Exception {
    AnalysisSettings small =
        new AnalysisSettings(
            1, Duration.ofSeconds(30), 1e5, Duration.ZERO, Duration.ZERO, 1 << 20, 1 << 20);
    try (TestAnalyses test =
        new TestAnalyses(engine -> engine, store -> store, small, source -> source)) {
      Submission refused =
          test.service.submit(ANNA, bytes(request("REVERT")), Mode.SYNC, Alongside.NOTHING);
      assertThat(refused).isInstanceOf(Submission.Rejected.class);
      Rejection rejection = ((Submission.Rejected) refused).rejection();
      assertThat(rejection.reason()).isEqualTo("BUDGET_EXCEEDED");
      assertThat(rejection.hint()).contains("asynchronously");
      assertThat(test.db.column("SELECT count(*) FROM analyses")).containsExactly("0");

      test.work("one");
      test.finished(test.submit(ANNA, request("REVERT")));
      assertThat(test.service.submit(ANNA, bytes(request("REVERT")), Mode.SYNC, Alongside.NOTHING))
          .isInstanceOf(Submission.Completed.class);
    }
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsStored() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      assertThat(reason(test, "{")).isEqualTo("MALFORMED_JSON");
      assertThat(reason(test, "{\"ticker\":\"REVERT\",\"x\":1}")).isEqualTo("UNKNOWN_FIELD");
      assertThat(reason(test, request("ABSENT"))).isEqualTo("NO_DATA");
      assertThat(
              reason(
                  test,
                  request("REVERT")
                      .replace("\"15m\"", "\"15m\",\"calendar\":\"XNYS\"")
                      .replace("REVERT", "ABSENT")))
          .isEqualTo("NO_DATA");
      assertThat(reason(test, request("REVERT").replace("2023-", "2022-"))).isEqualTo("NO_DATA");
      assertThat(
              reason(
                  test,
                  request("REVERT").replace("{\"bps_per_side\":0.5}", "{\"mode\":\"QUOTES\"}")))
          .isEqualTo("QUOTES_UNAVAILABLE");
      assertThat(test.db.column("SELECT count(*) FROM analyses")).containsExactly("0");
      assertThat(test.db.column("SELECT count(*) FROM analysis_usage")).containsExactly("0");
    }
  }

  @Test
  void whatIsWrittenAlongsideIsThereExactlyWhenTheAnalysisIs() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      assertThatThrownBy(
              () ->
                  test.service.submit(
                      ANNA,
                      bytes(request("REVERT")),
                      Mode.ASYNC,
                      (connection, view) -> {
                        throw new IllegalStateException("key in flight");
                      }))
          .hasMessage("key in flight");
      assertThat(test.db.column("SELECT count(*) FROM analyses")).containsExactly("0");
      assertThat(test.db.column("SELECT count(*) FROM jobs")).containsExactly("0");
      assertThat(test.db.column("SELECT count(*) FROM result_cache")).containsExactly("0");
      assertThat(test.db.column("SELECT count(*) FROM analysis_usage")).containsExactly("0");
    }
  }

  @Test
  void listsAreOfTheTenantNewestFirstInPages() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      List<String> submitted = new ArrayList<>();
      for (double entry : new double[] {1.1, 1.2, 1.3, 1.4, 1.5}) {
        submitted.addFirst(test.submit(ANNA, request("REVERT", entry)).analysisId());
      }
      AnalysisPage first = test.service.list("anna", new ListQuery(null, null, null, 3));
      assertThat(first.next()).isNotNull();
      AnalysisPage second = test.service.list("anna", new ListQuery(null, null, first.next(), 3));
      List<String> listed = new ArrayList<>();
      first.items().forEach(item -> listed.add(item.analysisId()));
      second.items().forEach(item -> listed.add(item.analysisId()));
      assertThat(listed).isEqualTo(submitted);
      assertThat(second.next()).isNull();
      assertThat(test.service.list("anna", new ListQuery("NOISE", null, null, 3)).items())
          .isEmpty();
      assertThatThrownBy(
              () -> test.service.list("anna", new ListQuery(null, null, "bm9uc2Vuc2U", 3)))
          .hasMessageContaining("not a cursor");
    }
  }

  static byte[] artifact(TestAnalyses test, AnalysisView view, ArtifactName name) throws Exception {
    Lookup<Content> found = test.service.artifact(view.tenantId(), view.analysisId(), name);
    assertThat(found).isInstanceOf(Lookup.Found.class);
    try (var bytes = ((Lookup.Found<Content>) found).value().open()) {
      return bytes.readAllBytes();
    }
  }

  private static String reason(TestAnalyses test, String request) {
    Submission submission =
        test.service.submit(ANNA, bytes(request), Mode.ASYNC, Alongside.NOTHING);
    assertThat(submission).isInstanceOf(Submission.Rejected.class);
    return ((Submission.Rejected) submission).rejection().reason();
  }

  private static ResultBody direct(TestAnalyses test, String request) {
    AnalysisParams asked =
        new ParamsReader(test.market::ticker, RequestRules.LOCAL).read(bytes(request)).orThrow();
    SessionBars bars =
        test.market.bars(
            new BarsRequest(
                asked.ticker(),
                asked.interval(),
                asked.calendar(),
                asked.start(),
                asked.end(),
                TestAnalyses.MORNING));
    AnalysisParams params = ParamsHash.seeded(asked, bars.dataHash());
    return ResultBody.of(
        MeanReversion.run(params, bars, null, Execution.of(2)),
        Versions.of(TradingCalendar.of(params.calendar())));
  }
}
