package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;
import dev.tidemark.core.random.Purpose;

/**
 * Whether the best of several cells is better than luck, the search for the best included (spec
 * §4.10): White, "A reality check for data snooping" (2000), and Hansen, "A test for superior
 * predictive ability" (2005), consistent version. All cells are resampled with common indices, so
 * their dependence is kept.
 */
public final class RealityCheck {

  /**
   * One of the two tests.
   *
   * @param statistic the observed maximum
   * @param exceed replicates whose maximum reached it
   * @param p {@code (1 + exceed) / (draws + 1)}
   */
  public record Verdict(double statistic, int exceed, double p) {}

  /**
   * @param plain White's test: every cell in its own unit, recentred
   * @param superior Hansen's test: studentised, and without the cells that are clearly poor; a cell
   *     of equal values has no unit and does not take part
   */
  public record Result(Verdict plain, Verdict superior) {}

  private static final int LEAST_SESSIONS = 3; // ln ln n is defined and positive from here on

  private final int n;
  private final double rootN;
  private final double[][] centredTwice;
  private final double[] means;
  private final double[] omega;
  private final double[] offset;

  private RealityCheck(double[][] cells, double block) {
    n = cells[0].length;
    rootN = Math.sqrt(n);
    means = new double[cells.length];
    omega = new double[cells.length];
    offset = new double[cells.length];
    centredTwice = new double[cells.length][2 * n];
    double reach = 2.0 * StrictMath.log(StrictMath.log(n));
    for (int c = 0; c < cells.length; c++) {
      double[] x = cells[c];
      means[c] = Primitives.mean(x, 0, n);
      for (int i = 0; i < n; i++) {
        centredTwice[c][i] = x[i] - means[c];
        centredTwice[c][n + i] = x[i] - means[c];
      }
      double variance = Math.max(0.0, LongRunVariance.stationary(x, block));
      omega[c] = Math.sqrt(variance);
      boolean poor = means[c] < -Math.sqrt(variance / n * reach);
      offset[c] = poor ? means[c] : 0.0;
    }
  }

  /**
   * Runs both tests on the same replicates; one thread, pure.
   *
   * @param cells {@code cells[c][s]}, finite net result of cell c in common session s
   * @param block mean block length of the stationary bootstrap, from 1 to the number of sessions
   * @param draws B
   */
  public static Result test(double[][] cells, double block, long seed, int draws) {
    requireRectangle(cells);
    BlockDraws.checked(block, cells[0].length);
    if (draws < 1) {
      throw new IllegalArgumentException("at least one draw [draws=" + draws + "]");
    }
    return new RealityCheck(cells, block)
        .run(
            new BlockDraws(cells[0].length, BlockMethod.STATIONARY, block, seed, Purpose.SPA, 0),
            draws);
  }

  private Result run(BlockDraws source, int draws) {
    double best = Double.NEGATIVE_INFINITY;
    double bestUnit = 0.0;
    for (int c = 0; c < means.length; c++) {
      best = Math.max(best, rootN * means[c]);
      bestUnit = Math.max(bestUnit, studentised(c, means[c]));
    }
    int exceed = 0;
    int exceedUnit = 0;
    int[] positions = new int[n];
    for (int b = 1; b <= draws; b++) {
      source.positions(b, positions);
      double top = Double.NEGATIVE_INFINITY;
      double topUnit = 0.0;
      for (int c = 0; c < means.length; c++) {
        double deviation = deviation(centredTwice[c], positions);
        top = Math.max(top, rootN * deviation);
        topUnit = Math.max(topUnit, studentised(c, deviation + offset[c]));
      }
      exceed += top >= best ? 1 : 0;
      exceedUnit += topUnit >= bestUnit ? 1 : 0;
    }
    return new Result(verdict(best, exceed, draws), verdict(bestUnit, exceedUnit, draws));
  }

  private double studentised(int cell, double value) {
    return omega[cell] == 0.0 ? 0.0 : rootN * value / omega[cell];
  }

  private double deviation(double[] centred, int[] positions) {
    double sum = 0.0;
    for (int position : positions) {
      sum += centred[position];
    }
    return sum / n;
  }

  private static Verdict verdict(double statistic, int exceed, int draws) {
    return new Verdict(statistic, exceed, (1.0 + exceed) / (draws + 1.0));
  }

  private static void requireRectangle(double[][] cells) {
    if (cells.length == 0 || cells[0].length < LEAST_SESSIONS) {
      throw new IllegalArgumentException(
          "at least one cell and " + LEAST_SESSIONS + " sessions [cells=" + cells.length + "]");
    }
    for (int c = 0; c < cells.length; c++) {
      if (cells[c].length != cells[0].length) {
        throw new IllegalArgumentException("cells must share their sessions [cell=" + c + "]");
      }
      for (double value : cells[c]) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("value is not finite [cell=" + c + "]");
        }
      }
    }
  }
}
