package dev.tidemark.ingest.simulator;

/**
 * How often each fault is injected. A record has at most one fault.
 *
 * @param seed seed of the faults, independent of the market's
 * @param late probability that a record is late
 * @param duplicated probability that a record is delivered twice
 * @param corrected probability that a record is corrected
 * @param cancelled probability that a trade is cancelled
 * @param malformed probability that a broken copy accompanies a record
 */
public record FaultPlan(
    long seed,
    double late,
    double duplicated,
    double corrected,
    double cancelled,
    double malformed) {
  /** A clean feed. */
  public static final FaultPlan NONE = new FaultPlan(0, 0, 0, 0, 0, 0);

  /** Checks the ranges. */
  public FaultPlan {
    double[] rates = {late, duplicated, corrected, cancelled, malformed};
    double sum = 0.0;
    for (double rate : rates) {
      if (!(rate >= 0.0 && rate <= 1.0)) {
        throw new IllegalArgumentException("a fault rate is a probability [rate=" + rate + "]");
      }
      sum += rate;
    }
    if (sum > 1.0) {
      throw new IllegalArgumentException("fault rates exceed one together [sum=" + sum + "]");
    }
  }

  /** Every kind at the same rate. */
  public static FaultPlan of(long seed, double rate) {
    return new FaultPlan(seed, rate, rate, rate, rate, rate);
  }

  /** Whether nothing is injected. */
  public boolean none() {
    return late + duplicated + corrected + cancelled + malformed == 0.0;
  }
}
