package dev.tidemark.server.analysis;

import static dev.tidemark.server.analysis.TestAnalyses.ANNA;
import static dev.tidemark.server.analysis.TestAnalyses.bytes;
import static dev.tidemark.server.analysis.TestAnalyses.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.server.SchemaCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the service writes is what the published schemas say. */
class DocumentsTest {
  private static final PageQuery PAGE = new PageQuery(1, 5);

  @Test
  void everyDocumentOfAnAnalysisFitsItsSchema() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      AnalysisView queued = test.submit(ANNA, request("REVERT"));
      fits("Analysis", test.service.envelope(queued));
      test.work("one");
      AnalysisView done = test.finished(queued);
      String id = done.analysisId();

      fits("Analysis", test.service.envelope(done));
      fits("Result", artifact(test, id, ArtifactName.RESULT));
      fits("Params", artifact(test, id, ArtifactName.PARAMS));
      fits("Manifest", artifact(test, id, ArtifactName.MANIFEST));
      fits("Windows", read(test.service.windows("anna", id, windows(List.of()))));
      fits("Windows", read(test.service.windows("anna", id, windows(List.of("dow", "p")))));
      fits("Trades", read(test.service.trades("anna", id, PAGE)));
      fits("Drift", read(test.service.drift("anna", id)));
    }
  }

  @Test
  void everyDocumentOfABatchFitsItsSchema() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      byte[] both = bytes("{\"requests\":[" + request("REVERT") + "," + request("NOISE") + "]}");
      BatchView batch =
          ((BatchSubmission.Accepted) test.service.submitBatch(ANNA, both, BatchAlongside.NOTHING))
              .batch();
      fits("Batch", test.service.envelope(batch));
      test.work("one");
      batch.members().forEach(test::finished);

      fits(
          "Batch",
          test.service.envelope(test.service.batch("anna", batch.batchId()).orElseThrow()));
      fits("Portfolio", read(test.service.portfolio("anna", batch.batchId())));
    }
  }

  private static WindowsQuery windows(List<String> fields) {
    return new WindowsQuery("rank", false, null, null, Set.of(), fields, PAGE);
  }

  private static byte[] artifact(TestAnalyses test, String id, ArtifactName name)
      throws IOException {
    return read(test.service.artifact("anna", id, name));
  }

  private static byte[] read(Lookup<Content> found) throws IOException {
    assertThat(found).isInstanceOf(Lookup.Found.class);
    try (var bytes = ((Lookup.Found<Content>) found).value().open()) {
      return bytes.readAllBytes();
    }
  }

  private static void fits(String schema, byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    assertThat(SchemaCheck.faults(schema, text)).as("%s %s", schema, text).isEmpty();
  }
}
