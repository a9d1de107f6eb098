package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;

/**
 * The probability that a Sharpe ratio is above what the best of several skill-less trials would
 * show (Bailey and López de Prado, "The deflated Sharpe ratio", 2014; spec §4.11). All Sharpe
 * ratios are per observation, not annualised: divide an annual one by {@code sqrt(periods)}, an
 * annual variance of trials by {@code periods}. NaN is "no value".
 *
 * @param benchmark SR0, the expected largest Sharpe ratio of the trials without skill
 * @param probability DSR
 */
public record DeflatedSharpe(double benchmark, double probability) {
  private static final double EULER_GAMMA = 0.5772156649015329;

  /**
   * @param sharpe the one to judge
   * @param trialVariance variance (ddof 1) of the Sharpe ratios of all trials
   * @param trials number of trials, at least 1
   * @param observations returns behind {@code sharpe}
   * @param skew of these returns
   * @param kurtosis of these returns, raw
   */
  public static DeflatedSharpe of(
      double sharpe,
      double trialVariance,
      long trials,
      long observations,
      double skew,
      double kurtosis) {
    double benchmark = benchmark(trialVariance, trials);
    return new DeflatedSharpe(
        benchmark, probability(sharpe, benchmark, observations, skew, kurtosis));
  }

  /** The same with the Sharpe ratio of every trial. */
  public static DeflatedSharpe of(
      double sharpe, double[] trialSharpes, long observations, double skew, double kurtosis) {
    int n = trialSharpes.length;
    double variance =
        n < 2
            ? 0.0
            : Primitives.variance(trialSharpes, 0, n, Primitives.mean(trialSharpes, 0, n), 1);
    return of(sharpe, variance, n, observations, skew, kurtosis);
  }

  /** SR0; 0 for one trial. */
  public static double benchmark(double trialVariance, long trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("there is at least one trial [trials=" + trials + "]");
    }
    if (trials == 1) {
      return 0.0;
    }
    // The quantile at 1 - p, as minus the quantile at p: exact for any number of trials.
    double first = -Normal.quantile(1.0 / trials);
    double second = -Normal.quantile(1.0 / (trials * Math.E));
    return Math.sqrt(trialVariance) * ((1.0 - EULER_GAMMA) * first + EULER_GAMMA * second);
  }

  /** DSR against a given benchmark; NaN for fewer than 2 observations or impossible moments. */
  public static double probability(
      double sharpe, double benchmark, long observations, double skew, double kurtosis) {
    double spread = 1.0 - skew * sharpe + (kurtosis - 1.0) / 4.0 * sharpe * sharpe;
    if (observations < 2 || !(spread > 0.0)) {
      return Double.NaN;
    }
    return Normal.cdf((sharpe - benchmark) * Math.sqrt(observations - 1.0) / Math.sqrt(spread));
  }
}
