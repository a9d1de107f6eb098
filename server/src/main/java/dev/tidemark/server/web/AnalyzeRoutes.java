package dev.tidemark.server.web;

import dev.tidemark.server.analysis.Alongside;
import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.analysis.AnalysisStatus;
import dev.tidemark.server.analysis.AnalysisView;
import dev.tidemark.server.analysis.BatchAlongside;
import dev.tidemark.server.analysis.BatchSubmission;
import dev.tidemark.server.analysis.BatchView;
import dev.tidemark.server.analysis.Mode;
import dev.tidemark.server.analysis.Submission;
import dev.tidemark.server.idempotency.IdempotencyRecords;
import dev.tidemark.server.idempotency.IdempotencyRecords.Claim;
import dev.tidemark.server.idempotency.IdempotentRequests;
import dev.tidemark.server.logging.RequestTrace;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.problem.ProblemDocuments;
import dev.tidemark.server.problem.Problems;
import dev.tidemark.server.security.AuditLog;
import dev.tidemark.server.security.AuditLog.Action;
import dev.tidemark.server.security.Authenticated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Submitting analyses. */
@RestController
@Tag(name = "analysis")
class AnalyzeRoutes {
  private static final String ASYNC = "respond-async";
  private static final String KEY_TEXT =
      "Makes the request safe to repeat: one with the same key and body gets the first answer again"
          + " for 24 hours.";

  private final AnalysisService analyses;
  private final IdempotentRequests idempotent;
  private final FinishedAnalyses finished;
  private final InstantSource clock;

  AnalyzeRoutes(
      AnalysisService analyses,
      IdempotentRequests idempotent,
      FinishedAnalyses finished,
      dev.tidemark.server.ServerConfig config) {
    this.analyses = analyses;
    this.idempotent = idempotent;
    this.finished = finished;
    this.clock = config.clock();
  }

  @PostMapping(path = "/v1/analyze", consumes = "application/json", produces = "application/json")
  @Operation(
      operationId = "analyze",
      summary = "Analyse mean reversion of a ticker",
      description =
          "Waits for the result unless asked not to. What would take too long for that is refused"
              + " with reason BUDGET_EXCEEDED.")
  @Answers(
      value = "Analysis",
      takes = "AnalyzeRequest",
      status = {"200", "202"},
      problems = {"400", "403", "409", "413", "415", "422", "429"})
  ResponseEntity<byte[]> analyze(
      @RequestBody byte[] body,
      @Parameter(description = "Wait for the result, or be told where it will be.")
          @RequestParam(defaultValue = "sync")
          WaitMode mode,
      @Parameter(description = "'respond-async' is the same as mode=async.")
          @RequestHeader(name = "Prefer", required = false)
          @Nullable String prefer,
      @Parameter(description = KEY_TEXT) @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    boolean preferred = prefer != null && prefer.contains(ASYNC);
    Mode wait = preferred || mode == WaitMode.async ? Mode.ASYNC : Mode.SYNC;
    return idempotent.run(
        who.tenant(),
        key,
        body,
        request,
        claim -> {
          ResponseEntity<byte[]> answer = analyze(body, wait, claim, who, request);
          return preferred
              ? ResponseEntity.status(answer.getStatusCode())
                  .headers(answer.getHeaders())
                  .header("Preference-Applied", ASYNC)
                  .body(answer.getBody())
              : answer;
        });
  }

  private ResponseEntity<byte[]> analyze(
      byte[] body,
      Mode wait,
      Optional<Claim.Ours> claim,
      Authenticated who,
      HttpServletRequest request) {
    Optional<String> made = claim.flatMap(Claim.Ours::made);
    if (made.isPresent()) {
      // An earlier attempt got as far as this before its process died.
      AnalysisView view =
          analyses
              .find(who.tenant(), made.get())
              .orElseThrow(() -> Problems.analysisNotFound(made.get()).exception());
      return view.status().finished() ? completed(view, who, request) : accepted(view, who);
    }
    Alongside alongside =
        (connection, view) -> {
          if (claim.isPresent()) {
            IdempotencyRecords.made(connection, claim.get(), view.analysisId());
          }
          AuditLog.record(
              connection,
              who.tenant(),
              who.keyId(),
              Action.ANALYSIS_SUBMITTED,
              view.analysisId(),
              RequestTrace.requestId(request));
        };
    return switch (analyses.submit(who.caller(), body, wait, alongside)) {
      case Submission.Completed done -> completed(done.view(), who, request);
      case Submission.Accepted accepted -> accepted(accepted.view(), who);
      case Submission.Rejected refused -> throw Outcomes.rejected(refused.rejection()).exception();
      case Submission.Limited limited ->
          throw Outcomes.limited(limited.limit(), clock.instant()).exception();
    };
  }

  private ResponseEntity<byte[]> completed(
      AnalysisView view, Authenticated who, HttpServletRequest request) {
    MDC.put("analysis_id", view.analysisId());
    if (view.status() != AnalysisStatus.SUCCEEDED) {
      return ProblemDocuments.response(
          Outcomes.failed(view).withHeader("Location", location(view)), request);
    }
    FinishedAnalyses.Answer answer = finished.answer(view);
    return withLimits(ResponseEntity.ok(), who)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Location", location(view))
        .eTag(answer.etag())
        .body(answer.envelope());
  }

  private ResponseEntity<byte[]> accepted(AnalysisView view, Authenticated who) {
    MDC.put("analysis_id", view.analysisId());
    return withLimits(ResponseEntity.accepted(), who)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Location", location(view))
        .header("Retry-After", "1")
        .body(analyses.envelope(view));
  }

  @PostMapping(
      path = "/v1/batch/analyze",
      consumes = "application/json",
      produces = "application/json")
  @Operation(
      operationId = "analyzeBatch",
      summary = "Submit up to 50 analyses at once",
      description = "All are accepted or none. The batch counts as one concurrent analysis.")
  @Answers(
      value = "Batch",
      takes = "BatchRequest",
      status = "202",
      problems = {"400", "403", "409", "413", "415", "422", "429"})
  ResponseEntity<byte[]> analyzeBatch(
      @RequestBody byte[] body,
      @Parameter(description = KEY_TEXT) @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String key,
      @AuthenticationPrincipal Authenticated who,
      HttpServletRequest request) {
    return idempotent.run(
        who.tenant(), key, body, request, claim -> analyzeBatch(body, claim, who, request));
  }

  private ResponseEntity<byte[]> analyzeBatch(
      byte[] body, Optional<Claim.Ours> claim, Authenticated who, HttpServletRequest request) {
    Optional<String> made = claim.flatMap(Claim.Ours::made);
    if (made.isPresent()) {
      return accepted(
          analyses
              .batch(who.tenant(), made.get())
              .orElseThrow(() -> Problems.analysisNotFound(made.get()).exception()),
          who);
    }
    BatchAlongside alongside =
        (connection, batch) -> {
          if (claim.isPresent()) {
            IdempotencyRecords.made(connection, claim.get(), batch.batchId());
          }
          AuditLog.record(
              connection,
              who.tenant(),
              who.keyId(),
              Action.BATCH_SUBMITTED,
              batch.batchId(),
              RequestTrace.requestId(request));
        };
    return switch (analyses.submitBatch(who.caller(), body, alongside)) {
      case BatchSubmission.Accepted accepted -> accepted(accepted.batch(), who);
      case BatchSubmission.Rejected refused ->
          throw Outcomes.rejected(refused.rejection()).exception();
      case BatchSubmission.Limited limited ->
          throw Outcomes.limited(limited.limit(), clock.instant()).exception();
    };
  }

  private ResponseEntity<byte[]> accepted(BatchView batch, Authenticated who) {
    return withLimits(ResponseEntity.accepted(), who)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Location", "/v1/batch/" + batch.batchId())
        .body(analyses.envelope(batch));
  }

  private ResponseEntity.BodyBuilder withLimits(
      ResponseEntity.BodyBuilder answer, Authenticated who) {
    Outcomes.headers(analyses.limits(who.caller()), clock.instant()).forEach(answer::header);
    return answer.header("Cache-Control", "private, no-cache");
  }

  private static String location(AnalysisView view) {
    return "/v1/analysis/" + view.analysisId();
  }

  /** As it is written in the query. */
  enum WaitMode {
    sync,
    async
  }
}
