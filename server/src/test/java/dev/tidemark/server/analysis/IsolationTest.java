package dev.tidemark.server.analysis;

import static dev.tidemark.server.analysis.TestAnalyses.ANNA;
import static dev.tidemark.server.analysis.TestAnalyses.BEN;
import static dev.tidemark.server.analysis.TestAnalyses.bytes;
import static dev.tidemark.server.analysis.TestAnalyses.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two tenants see nothing of each other, not even that the other asked the same. */
class IsolationTest {
  private static final WindowsQuery ALL =
      new WindowsQuery("rank", false, null, null, Set.of(), List.of(), new PageQuery(1, 100));

  @Test
  void theIdsOfOneAreAbsentForTheOther() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView hers = test.finished(test.submit(ANNA, request("REVERT")));
      String id = hers.analysisId();
      BatchSubmission batch =
          test.service.submitBatch(
              ANNA, bytes("{\"requests\":[" + request("REVERT") + "]}"), BatchAlongside.NOTHING);
      String batchId = ((BatchSubmission.Accepted) batch).batch().batchId();
      AnalysisService service = test.service;

      assertThat(service.find("ben", id)).isEmpty();
      assertThat(service.windows("ben", id, ALL)).isEqualTo(new Lookup.Absent<>());
      assertThat(service.trades("ben", id, new PageQuery(1, 10))).isEqualTo(new Lookup.Absent<>());
      assertThat(service.drift("ben", id)).isEqualTo(new Lookup.Absent<>());
      for (ArtifactName name : ArtifactName.values()) {
        assertThat(service.artifact("ben", id, name)).isEqualTo(new Lookup.Absent<>());
      }
      assertThat(service.cancel("ben", id, Alongside.NOTHING)).isEmpty();
      assertThat(service.batch("ben", batchId)).isEmpty();
      assertThat(service.portfolio("ben", batchId)).isEqualTo(new Lookup.Absent<>());
      assertThat(service.list("ben", new ListQuery(null, null, null, 100)).items()).isEmpty();
      assertThat(service.limits(BEN).usedToday()).isZero();

      assertThat(service.find("anna", id)).contains(hers);
      assertThat(service.batch("anna", batchId)).isPresent();
    }
  }

  @Test
  void cacheAndLedgerAreOfTheTenant() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView hers = test.finished(test.submit(ANNA, request("REVERT")));
      AnalysisView his = test.finished(test.submit(BEN, request("REVERT")));
      assertThat(his.cached()).as("whether anna asked is not told").isFalse();
      assertThat(his.resultHash()).isEqualTo(hers.resultHash());
      assertThat(his.ledger()).isEqualTo(hers.ledger());
      assertThat(test.computed).hasValue(2);
    }
  }

  @Test
  void theDatabaseItselfShowsATenantOnlyItsOwnRows() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      test.finished(test.submit(ANNA, request("REVERT")));
      for (String table :
          List.of("analyses", "result_cache", "analysis_usage", "trial_ledger", "jobs")) {
        assertThat(test.db.countAs("anna", table)).as(table).isEqualTo(1);
        assertThat(test.db.countAs("ben", table)).as(table).isZero();
        assertThat(test.db.countAs("", table)).as(table + " without a tenant").isZero();
      }
    }
  }
}
