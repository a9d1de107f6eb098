package dev.tidemark.core.performance;

import dev.tidemark.core.indicator.Primitives;
import java.util.Arrays;

/**
 * Historical value at risk and expected shortfall of one period, as positive shares of equity when
 * they are losses.
 *
 * @param rank which of the ascending returns it is, from 1: {@code max(1, n·tail/10000)} by integer
 *     division, because {@code floor((1-c)·n)} in doubles is wrong for e.g. c = 0.9, n = 10
 * @param valueAtRisk minus the return of that rank; NaN if there are too few returns (rank 0)
 * @param expectedShortfall minus the mean of the returns up to that rank; NaN with it
 */
public record HistoricalRisk(int rank, double valueAtRisk, double expectedShortfall) {

  /** How sure. */
  public enum Confidence {
    /** 95 %; at least 60 returns. */
    P95(500, 60),
    /** 99 %; at least 100 returns. */
    P99(100, 100);

    private final int tailBasisPoints;
    private final int fewestReturns;

    Confidence(int tailBasisPoints, int fewestReturns) {
      this.tailBasisPoints = tailBasisPoints;
      this.fewestReturns = fewestReturns;
    }

    public int tailBasisPoints() {
      return tailBasisPoints;
    }

    public int fewestReturns() {
      return fewestReturns;
    }
  }

  /** Of simple returns in any order. */
  public static HistoricalRisk of(double[] returns, Confidence confidence) {
    int n = returns.length;
    if (n < confidence.fewestReturns) {
      return new HistoricalRisk(0, Double.NaN, Double.NaN);
    }
    double[] sorted = returns.clone();
    Arrays.sort(sorted);
    int rank = rank(n, confidence.tailBasisPoints);
    // 0.0 - x, because minus a zero return is not a risk of -0.
    return new HistoricalRisk(rank, 0.0 - sorted[rank - 1], 0.0 - Primitives.mean(sorted, 0, rank));
  }

  static int rank(int n, int tailBasisPoints) {
    return (int) Math.max(1L, (long) n * tailBasisPoints / 10_000L);
  }

  /** Share of a limit (in money) that the value at risk uses; NaN without a positive limit. */
  public double usage(double equity, double limit) {
    return limit > 0.0 ? valueAtRisk * equity / limit : Double.NaN;
  }
}
