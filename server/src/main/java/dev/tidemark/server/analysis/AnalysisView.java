package dev.tidemark.server.analysis;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One analysis as its tenant sees it, without the body. Does not change once the status is a
 * finished one.
 *
 * @param progress share of the work, 0 to 1
 * @param resultHash SHA-256 hex of the body; null unless succeeded
 * @param cached whether the result was computed for an earlier analysis
 * @param ledger JSON object of the trial ledger at completion; null unless succeeded
 * @param error null unless failed
 * @param batchId null if submitted alone
 * @param source id of the analysis under which the result is stored; internal
 */
public record AnalysisView(
    String analysisId,
    AnalysisStatus status,
    String tenantId,
    String ticker,
    Instant createdAt,
    @Nullable Instant finishedAt,
    double progress,
    @Nullable String resultHash,
    boolean cached,
    @Nullable String ledger,
    @Nullable AnalysisError error,
    @Nullable String batchId,
    @Nullable String source) {

  /**
   * Why an analysis failed.
   *
   * @param reason name of the specification (§4.1), or INTERNAL, IO_FAILURE and the like
   */
  public record AnalysisError(String reason, String detail, String hint) {}
}
