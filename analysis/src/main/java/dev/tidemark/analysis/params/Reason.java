package dev.tidemark.analysis.params;

/** Why an analysis is refused (spec §4.1), with the HTTP status that says so. */
public enum Reason {
  /** The body is not JSON that we read. */
  MALFORMED_JSON(400),
  BODY_TOO_LARGE(413),
  UNKNOWN_FIELD(422),
  INVALID_PARAM(422),
  TOO_MANY_CELLS(422),
  THRESHOLD_UNREACHABLE(422),
  BOOTSTRAP_TOO_FEW_SAMPLES(422),
  INSUFFICIENT_HISTORY(422),
  NO_DATA(422),
  HORIZON_EXCEEDS_PLAN(403),
  QUOTES_UNAVAILABLE(422),
  LOW_COVERAGE(422),
  BUDGET_EXCEEDED(422);

  private final int httpStatus;

  Reason(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  public int httpStatus() {
    return httpStatus;
  }
}
