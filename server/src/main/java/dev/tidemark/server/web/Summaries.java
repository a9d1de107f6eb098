package dev.tidemark.server.web;

import dev.tidemark.server.analysis.AnalysisView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An analysis as a line of the list: the envelope without result and ledger. */
final class Summaries {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Summaries() {}

  static byte[] json(AnalysisView view) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("analysis_id", view.analysisId());
    document.put("status", view.status().name());
    document.put("tenant_id", view.tenantId());
    document.put("ticker", view.ticker());
    document.put("created_at", view.createdAt().toString());
    document.put("finished_at", view.finishedAt() == null ? null : view.finishedAt() + "");
    document.put("progress", view.progress());
    document.put("result_hash", view.resultHash());
    document.put("cached", view.cached());
    if (view.batchId() != null) {
      document.put("batch_id", view.batchId());
    }
    AnalysisView.AnalysisError error = view.error();
    if (error != null) {
      document.put(
          "error",
          Map.of("reason", error.reason(), "detail", error.detail(), "hint", error.hint()));
    }
    return JSON.writeValueAsBytes(document);
  }
}
