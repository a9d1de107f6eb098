package dev.tidemark.server.analysis;

import static dev.tidemark.server.analysis.TestAnalyses.ANNA;
import static dev.tidemark.server.analysis.TestAnalyses.bytes;
import static dev.tidemark.server.analysis.TestAnalyses.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many analyses, accepted together, decided together. */
class BatchTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void membersAreAnalysesInTheOrderOfTheRequestAndTheFamilyIsTheirUnion() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView before = test.finished(test.submit(ANNA, request("NOISE")));
      List<String> requests =
          List.of(
              request("REVERT"),
              request("NOISE"),
              request("REVERT"),
              request("REVERT", 1.5),
              request("NOISE", 1.5));
      BatchView batch = accepted(test, requests);
      assertThat(batch.members())
          .extracting(AnalysisView::ticker)
          .containsExactly("REVERT", "NOISE", "REVERT", "REVERT", "NOISE");
      assertThat(batch.members().get(1).resultHash()).isEqualTo(before.resultHash());
      assertThat(test.service.batch("anna", batch.batchId()).orElseThrow().members())
          .extracting(AnalysisView::analysisId)
          .isEqualTo(batch.members().stream().map(AnalysisView::analysisId).toList());
      batch.members().forEach(test::finished);
      assertThat(test.computed).as("two were the same, one was there").hasValue(4);

      BatchView done = test.service.batch("anna", batch.batchId()).orElseThrow();
      assertThat(done.finished()).isTrue();
      assertThat(done.progress()).isEqualTo(1);
      JsonNode envelope = JSON.readTree(test.service.envelope(done));
      assertThat(envelope.path("analyses")).hasSize(5);
      JsonNode portfolio = json(test.service.portfolio("anna", batch.batchId()));
      assertThat(portfolio.path("succeeded").intValue()).isEqualTo(5);
      assertThat(portfolio.path("tested").intValue()).isEqualTo(10);
      assertThat(portfolio.path("windows")).isNotEmpty();
      for (JsonNode window : portfolio.path("windows")) {
        assertThat(window.path("ticker").asText()).isEqualTo("REVERT");
        assertThat(window.path("fdr_q").doubleValue())
            .isGreaterThanOrEqualTo(window.path("p").doubleValue())
            .isLessThanOrEqualTo(0.10);
      }
    }
  }

  @Test
  void aPortfolioIsNotThereBeforeItsMembersAre() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      BatchView batch = accepted(test, List.of(request("REVERT"), request("NOISE")));
      assertThat(test.service.portfolio("anna", batch.batchId()))
          .isEqualTo(new Lookup.NoResult<>(AnalysisStatus.RUNNING));
      assertThat(test.service.limits(ANNA).usedConcurrent()).as("a batch is one").isEqualTo(1);
      assertThat(test.service.limits(ANNA).usedToday()).isEqualTo(2);
    }
  }

  @Test
  void oneThatIsWrongRefusesAllAndIsPointedAt() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      Rejection rejection =
          rejected(test, List.of(request("REVERT"), request("ABSENT"), request("NOISE", 11)));
      assertThat(rejection.errors())
          .extracting(Rejection.FieldError::pointer)
          .containsExactly("/requests/1/ticker", "/requests/2/grid/0/entry");
      assertThat(test.db.column("SELECT count(*) FROM analyses")).containsExactly("0");
      assertThat(rejected(test, Collections.nCopies(51, "{}")).reason()).isEqualTo("INVALID_PARAM");
      assertThat(rejected(test, List.of()).reason()).isEqualTo("INVALID_PARAM");
    }
  }

  /** Batches that share members lock the same rows; they must not wait for each other in a ring. */
  @Test
  void overlappingBatchesInAnyOrderAreAllAccepted() throws Exception {
    try (TestAnalyses test = new TestAnalyses();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      test.work("one");
      List<String> requests = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        requests.add(request("REVERT", 1 + i / 10.0));
        requests.add(request("NOISE", 1 + i / 10.0));
      }
      List<String> backwards = new ArrayList<>(requests);
      Collections.reverse(backwards);
      List<Future<BatchView>> submitted = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        List<String> order = i % 2 == 0 ? requests : backwards;
        Callable<BatchView> submission = () -> accepted(test, order);
        submitted.add(threads.submit(submission));
      }
      for (Future<BatchView> each : submitted) {
        for (AnalysisView member : each.get().members()) {
          assertThat(test.finished(member).status()).isEqualTo(AnalysisStatus.SUCCEEDED);
        }
      }
      assertThat(test.computed).hasValue(8);
    }
  }

  private static BatchView accepted(TestAnalyses test, List<String> requests) {
    BatchSubmission submission =
        test.service.submitBatch(
            ANNA,
            bytes("{\"requests\":[" + String.join(",", requests) + "]}"),
            BatchAlongside.NOTHING);
    assertThat(submission).isInstanceOf(BatchSubmission.Accepted.class);
    return ((BatchSubmission.Accepted) submission).batch();
  }

  private static Rejection rejected(TestAnalyses test, List<String> requests) {
    BatchSubmission submission =
        test.service.submitBatch(
            ANNA,
            bytes("{\"requests\":[" + String.join(",", requests) + "]}"),
            BatchAlongside.NOTHING);
    assertThat(submission).isInstanceOf(BatchSubmission.Rejected.class);
    return ((BatchSubmission.Rejected) submission).rejection();
  }

  static JsonNode json(Lookup<Content> found) throws Exception {
    assertThat(found).isInstanceOf(Lookup.Found.class);
    try (var bytes = ((Lookup.Found<Content>) found).value().open()) {
      return JSON.readTree(bytes.readAllBytes());
    }
  }
}
