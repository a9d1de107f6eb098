package dev.tidemark.core.performance;

/**
 * The largest fall of equity from an earlier level, as a share of that level.
 *
 * @param depth 0 if equity never fell, 1 if all was lost, more if equity became negative
 * @param peak index of the level it fell from; the earliest on ties
 * @param trough index of the level it fell to; the earliest on ties
 */
public record Drawdown(double depth, int peak, int trough) {

  /**
   * Of equity levels including the start.
   *
   * @param levels at least one, the first positive
   */
  public static Drawdown of(double[] levels) {
    if (levels.length == 0 || !(levels[0] > 0.0)) {
      throw new IllegalArgumentException("equity starts from a positive level");
    }
    Drawdown deepest = new Drawdown(0.0, 0, 0);
    int peak = 0;
    for (int t = 1; t < levels.length; t++) {
      if (levels[t] > levels[peak]) {
        peak = t;
      }
      double depth = 1.0 - levels[t] / levels[peak];
      if (depth > deepest.depth) {
        deepest = new Drawdown(depth, peak, t);
      }
    }
    return deepest;
  }

  /** Of simple returns, compounded from 1; index 0 is the start. */
  public static Drawdown ofReturns(double[] returns) {
    double[] levels = new double[returns.length + 1];
    levels[0] = 1.0;
    for (int t = 0; t < returns.length; t++) {
      levels[t + 1] = levels[t] * (1.0 + returns[t]);
    }
    return of(levels);
  }
}
