package dev.tidemark.server.web;

import dev.tidemark.server.analysis.AnalysisStatus;
import dev.tidemark.server.analysis.AnalysisView;
import dev.tidemark.server.analysis.LimitReached;
import dev.tidemark.server.analysis.Limits;
import dev.tidemark.server.analysis.Lookup;
import dev.tidemark.server.analysis.Rejection;
import dev.tidemark.server.problem.BodyTooLargeException;
import dev.tidemark.server.problem.Problem;
import dev.tidemark.server.problem.ProblemCode;
import dev.tidemark.server.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the service answers, as HTTP says it. */
final class Outcomes {
  /** Reasons that speak about the data rather than about the request. */
  private static final Set<String> OF_DATA =
      Set.of("INSUFFICIENT_HISTORY", "NO_DATA", "QUOTES_UNAVAILABLE", "LOW_COVERAGE");

  private static final Set<String> OF_REQUEST =
      Set.of(
          "INVALID_PARAM",
          "UNKNOWN_FIELD",
          "TOO_MANY_CELLS",
          "THRESHOLD_UNREACHABLE",
          "BOOTSTRAP_TOO_FEW_SAMPLES",
          "BUDGET_EXCEEDED");

  private Outcomes() {}

  static Problem rejected(Rejection rejection) {
    String detail = sentence(rejection.detail()) + " " + sentence(rejection.hint());
    Problem problem =
        switch (rejection.reason()) {
          case "HORIZON_EXCEEDS_PLAN" ->
              Problem.of(
                  403,
                  ProblemCode.PERMISSION_DENIED,
                  rejection.reason(),
                  "The plan does not allow it",
                  detail);
          case "MALFORMED_JSON" ->
              Problem.of(
                  400,
                  ProblemCode.INVALID_ARGUMENT,
                  rejection.reason(),
                  "The body is not JSON",
                  detail);
          case "BODY_TOO_LARGE" -> new BodyTooLargeException().problem();
          default ->
              Problem.of(
                  422,
                  OF_DATA.contains(rejection.reason())
                      ? ProblemCode.FAILED_PRECONDITION
                      : ProblemCode.INVALID_ARGUMENT,
                  rejection.reason(),
                  "The request cannot be done as it is",
                  detail);
        };
    return problem.with(
        rejection.errors().stream()
            .map(e -> new Problem.Place(e.pointer(), e.detail(), e.hint()))
            .toList());
  }

  static Problem limited(LimitReached limit, Instant now) {
    String what =
        switch (limit.kind()) {
          case PER_DAY -> "All analyses of today are used up. The count begins anew at 00:00 UTC.";
          case CONCURRENT ->
              "As many analyses are queued or running as the plan allows. Wait for one to finish.";
        };
    Problem problem =
        Problem.of(
            429,
            ProblemCode.RESOURCE_EXHAUSTED,
            limit.kind() == LimitReached.Kind.PER_DAY
                ? "DAILY_LIMIT_REACHED"
                : "CONCURRENT_LIMIT_REACHED",
            "The limit of the plan is reached",
            what);
    for (Map.Entry<String, String> header : headers(limit.limits(), now).entrySet()) {
      problem = problem.withHeader(header.getKey(), header.getValue());
    }
    return problem.withHeader("Retry-After", Long.toString(Math.max(1, limit.retryAfterSeconds())));
  }

  /** {@code RateLimit} and {@code RateLimit-Policy} of the IETF draft, as structured fields. */
  static Map<String, String> headers(Limits limits, Instant now) {
    long reset = Math.max(0, Duration.between(now, limits.resetsAt()).toSeconds());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        "RateLimit-Policy",
        "\"daily\";q=%d;w=86400, \"concurrent\";q=%d"
            .formatted(limits.perDay(), limits.concurrent()));
    headers.put(
        "RateLimit",
        "\"daily\";r=%d;t=%d, \"concurrent\";r=%d"
            .formatted(
                Math.max(0, limits.perDay() - limits.usedToday()),
                reset,
                Math.max(0, limits.concurrent() - limits.usedConcurrent())));
    return headers;
  }

  /** An analysis that was accepted and could not be done. */
  static Problem failed(AnalysisView view) {
    AnalysisView.AnalysisError error = view.error();
    if (view.status() == AnalysisStatus.CANCELLED || error == null) {
      return Problem.of(
          409,
          ProblemCode.FAILED_PRECONDITION,
          "ANALYSIS_CANCELLED",
          "The analysis was cancelled",
          "Somebody cancelled it while this request waited. Submit it again if it is still"
              + " wanted.");
    }
    if (OF_DATA.contains(error.reason()) || OF_REQUEST.contains(error.reason())) {
      return rejected(
          new Rejection(error.reason(), error.detail(), error.hint(), java.util.List.of()));
    }
    return error.reason().equals("UNAVAILABLE") || error.reason().equals("IO_FAILURE")
        ? Problems.unavailable()
        : Problems.internal();
  }

  static <T> T found(Lookup<T> lookup, String id) {
    return switch (lookup) {
      case Lookup.Found<T> found -> found.value();
      case Lookup.Absent<T> absent -> throw Problems.analysisNotFound(id).exception();
      case Lookup.NoResult<T> none -> throw noResult(none.status()).exception();
      case Lookup.Refused<T> refused -> throw ofQuery(rejected(refused.rejection())).exception();
    };
  }

  /** There is no body to point into: what is wrong stands in the query. */
  private static Problem ofQuery(Problem problem) {
    return problem.with(
        problem.errors().stream()
            .map(
                place ->
                    new Problem.Place(
                        place.pointer().replaceFirst("^/", "?"), place.detail(), place.hint()))
            .toList());
  }

  private static Problem noResult(AnalysisStatus status) {
    return status.finished()
        ? Problem.of(
            409,
            ProblemCode.FAILED_PRECONDITION,
            "NO_RESULT",
            "The analysis has no result",
            "It ended as " + status + ". GET /v1/analysis/{id} says why.")
        : Problem.of(
                409,
                ProblemCode.FAILED_PRECONDITION,
                "RESULT_NOT_READY",
                "The analysis is not finished",
                "It is " + status + ". Ask again when GET /v1/analysis/{id} says SUCCEEDED.")
            .withHeader("Retry-After", "1");
  }

  private static String sentence(String text) {
    return text.isEmpty() || text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
