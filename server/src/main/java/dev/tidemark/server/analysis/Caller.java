package dev.tidemark.server.analysis;

/** Who asks, and what its plan allows. */
public record Caller(String tenant, Plan plan) {

  /**
   * @param perDay analyses accepted per UTC day, cached ones included
   * @param concurrent analyses queued or running at a time; a batch counts as one
   * @param horizonYears longest horizon
   * @param priority of its jobs; higher goes first
   */
  public record Plan(int perDay, int concurrent, int horizonYears, int priority) {}
}
