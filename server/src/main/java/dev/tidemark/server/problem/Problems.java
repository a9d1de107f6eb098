package dev.tidemark.server.problem;

import dev.tidemark.core.error.TidemarkException;
import java.util.List;
import java.util.Map;

/** The problems that more than one place knows. */
public final class Problems {
  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "MALFORMED_REQUEST",
          404, "ROUTE_NOT_FOUND",
          405, "METHOD_NOT_ALLOWED",
          406, "NOT_ACCEPTABLE",
          413, "BODY_TOO_LARGE",
          414, "URI_TOO_LONG",
          415, "UNSUPPORTED_MEDIA_TYPE",
          431, "HEADERS_TOO_LARGE",
          503, "UNAVAILABLE");

  private Problems() {}

  /** The problem for a status that the framework chose. */
  public static Problem ofStatus(int status, String title, String detail) {
    ProblemCode code =
        switch (status) {
          case 401 -> ProblemCode.UNAUTHENTICATED;
          case 403 -> ProblemCode.PERMISSION_DENIED;
          case 404 -> ProblemCode.NOT_FOUND;
          case 409, 412, 428 -> ProblemCode.FAILED_PRECONDITION;
          case 429 -> ProblemCode.RESOURCE_EXHAUSTED;
          case 503 -> ProblemCode.UNAVAILABLE;
          default -> status >= 500 ? ProblemCode.INTERNAL : ProblemCode.INVALID_ARGUMENT;
        };
    String reason =
        REASONS.getOrDefault(status, status >= 500 ? "INTERNAL" : "REQUEST_NOT_UNDERSTOOD");
    return Problem.of(status, code, reason, title, detail);
  }

  /** A query parameter, a path variable or a header that has no valid value. */
  public static Problem parameter(String name, String detail, String hint) {
    return Problem.of(
            422,
            ProblemCode.INVALID_ARGUMENT,
            "INVALID_PARAM",
            "A parameter is not valid",
            name + ": " + detail + ". " + hint + ".")
        .with(List.of(new Problem.Place("?" + name, detail, hint)));
  }

  public static Problem analysisNotFound(String id) {
    return Problem.of(
        404,
        ProblemCode.NOT_FOUND,
        "ANALYSIS_NOT_FOUND",
        "No such analysis",
        "There is no analysis '" + id + "' of yours. List them with GET /v1/analysis.");
  }

  /** An expected failure of the code behind the routes. Defects show nothing of themselves. */
  public static Problem of(TidemarkException failure) {
    String reason = failure.details().getOrDefault("reason", failure.code().name());
    String detail = sentence(failure.why()) + " " + sentence(failure.fix());
    return switch (failure.code()) {
      case INVALID_ARGUMENT, INVALID_INPUT, UNSUPPORTED ->
          reason.equals("HORIZON_EXCEEDS_PLAN")
              ? Problem.of(403, ProblemCode.PERMISSION_DENIED, reason, failure.what(), detail)
              : invalid(failure, reason, detail);
      case NOT_FOUND ->
          reason.equals("NO_DATA")
              ? invalid(failure, reason, detail)
              : Problem.of(404, ProblemCode.NOT_FOUND, reason, failure.what(), detail);
      case ALREADY_EXISTS, CONFLICT ->
          Problem.of(409, ProblemCode.CONFLICT, reason, failure.what(), detail);
      case PRECONDITION_FAILED ->
          reason.equals("PRECONDITION_FAILED") || reason.equals("OUTSIDE_HOT_WINDOW")
              ? Problem.of(409, ProblemCode.FAILED_PRECONDITION, reason, failure.what(), detail)
              : Problem.of(422, ProblemCode.FAILED_PRECONDITION, reason, failure.what(), detail);
      case RESOURCE_EXHAUSTED ->
          Problem.of(429, ProblemCode.RESOURCE_EXHAUSTED, reason, failure.what(), detail)
              .withHeader("Retry-After", "5");
      case UNAVAILABLE, IO_FAILURE -> unavailable();
      case CORRUPT, INTERNAL -> internal();
    };
  }

  private static Problem invalid(TidemarkException failure, String reason, String detail) {
    String pointer = failure.details().get("pointer");
    Problem problem = Problem.of(422, ProblemCode.INVALID_ARGUMENT, reason, failure.what(), detail);
    return pointer == null
        ? problem
        : problem.with(List.of(new Problem.Place(pointer, failure.why(), failure.fix())));
  }

  public static Problem unavailable() {
    return Problem.of(
            503,
            ProblemCode.UNAVAILABLE,
            "UNAVAILABLE",
            "The service cannot answer now",
            "A part it depends on does not answer. Try again in a few seconds.")
        .withHeader("Retry-After", "5");
  }

  public static Problem internal() {
    return Problem.of(
        500,
        ProblemCode.INTERNAL,
        "INTERNAL",
        "The service failed",
        "This is a defect of the service. Report the request_id; the log holds the cause under"
            + " it.");
  }

  private static String sentence(String text) {
    return text.isEmpty() || text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
