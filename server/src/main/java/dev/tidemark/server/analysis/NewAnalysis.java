package dev.tidemark.server.analysis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of an analysis that is accepted.
 *
 * @param batchPlace place in the batch, from 0; 0 if submitted alone
 */
record NewAnalysis(
    String tenant,
    String analysisId,
    String ticker,
    Instant asKnown,
    Instant createdAt,
    @Nullable String batchId,
    int batchPlace) {

  AnalysisView queued() {
    return new AnalysisView(
        analysisId,
        AnalysisStatus.QUEUED,
        tenant,
        ticker,
        createdAt,
        null,
        0,
        null,
        false,
        null,
        null,
        batchId,
        null);
  }

  AnalysisView cached(String runId, String resultHash, String ledger) {
    return new AnalysisView(
        analysisId,
        AnalysisStatus.SUCCEEDED,
        tenant,
        ticker,
        createdAt,
        createdAt,
        1,
        resultHash,
        true,
        ledger,
        null,
        batchId,
        runId);
  }
}
