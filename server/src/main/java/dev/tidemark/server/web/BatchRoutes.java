package dev.tidemark.server.web;

import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.openapi.Answers;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import dev.tidemark.server.security.Authenticated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reading batches. */
@RestController
@Tag(name = "batch")
class BatchRoutes {
  private final AnalysisService analyses;

  BatchRoutes(AnalysisService analyses) {
    this.analyses = analyses;
  }

  @GetMapping(path = "/v1/batch/{id}", produces = "application/json")
  @Operation(operationId = "getBatch", summary = "A batch and how far its members are")
  @Answers(value = "Batch", problems = "404")
  ResponseEntity<byte[]> get(@PathVariable String id, @AuthenticationPrincipal Authenticated who) {
    byte[] document =
        analyses
            .batch(who.tenant(), id)
            .map(analyses::envelope)
            .orElseThrow(() -> notFound(id).exception());
    return ResponseEntity.ok().header("Cache-Control", "private, no-cache").body(document);
  }

  @GetMapping(path = "/v1/batch/{id}/portfolio", produces = "application/json")
  @Operation(
      operationId = "getPortfolio",
      summary = "The false-discovery rate over all cells of a batch")
  @Answers(
      value = "Portfolio",
      problems = {"404", "409"})
  ResponseEntity<Resource> portfolio(
      @PathVariable String id, @AuthenticationPrincipal Authenticated who) {
    // A batch of another tenant is as absent as none, and says so in the words of batches.
    if (analyses.batch(who.tenant(), id).isEmpty()) {
      throw notFound(id).exception();
    }
    return AnalysisRoutes.content(Outcomes.found(analyses.portfolio(who.tenant(), id), id), false);
  }

  private static Problem notFound(String id) {
    return Problem.of(
        404,
        ProblemCode.NOT_FOUND,
        "BATCH_NOT_FOUND",
        "No such batch",
        "There is no batch '" + id + "' of yours.");
  }
}
