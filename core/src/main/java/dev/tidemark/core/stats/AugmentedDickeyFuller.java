package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;

/**
 * The augmented Dickey–Fuller test of a unit root, with a constant and a fixed number of lags (spec
 * §4.11): a small p speaks against a random walk. p by the response surface of MacKinnon (1994),
 * critical values by that of MacKinnon (2010), both for one series with a constant.
 *
 * <p>The regression of {@code dy(t)} on {@code 1, y(t-1), dy(t-1) .. dy(t-lags)} is solved by
 * orthogonalisation of centred columns, {@code y(t-1)} last: its t-value is then the projection on
 * the last direction over the residual standard error, and does not change with the level of y.
 *
 * @param lags differences on the right-hand side
 * @param observations rows of the regression
 * @param statistic t-value of y(t-1); NaN if the series is too short or without variation
 * @param p of the statistic; NaN with it
 */
public record AugmentedDickeyFuller(int lags, int observations, double statistic, double p) {

  /** A column that keeps less than this share of its norm is a combination of the others. */
  private static final double DEPENDENT = 1e-10;

  private static final double LARGEST = 2.74;
  private static final double SMALLEST = -18.83;
  private static final double SPLIT = -1.61;
  private static final double[] SMALL_P = {2.1659, 1.4412, 0.038269};
  private static final double[] LARGE_P = {1.7339, 0.93202, -0.12745, -0.010368};

  /** Levels for which MacKinnon (2010) gives critical values. */
  public enum Level {
    ONE_PERCENT(-3.43035, -6.5393, -16.786, -79.433),
    FIVE_PERCENT(-2.86154, -2.8903, -4.234, -40.040),
    TEN_PERCENT(-2.56677, -1.5384, -2.809, 0.0);

    private final double limit;
    private final double first;
    private final double second;
    private final double third;

    Level(double limit, double first, double second, double third) {
      this.limit = limit;
      this.first = first;
      this.second = second;
      this.third = third;
    }

    /** For an infinite sample. */
    public double asymptotic() {
      return limit;
    }

    /** For a number of observations. */
    public double critical(int observations) {
      double r = 1.0 / observations;
      return limit + (first + (second + third * r) * r) * r;
    }
  }

  /** With {@code floor(12·(T/100)^0.25)} lags, at most {@code floor((T-11)/2)}. */
  public static AugmentedDickeyFuller of(double[] y) {
    int byLength = (int) Math.floor(12.0 * StrictMath.pow(y.length / 100.0, 0.25));
    int most = Math.floorDiv(y.length - 11, 2);
    return most < 0 ? none(0, 0) : of(y, Math.min(byLength, most));
  }

  /** With a given number of lags, at least 0. */
  public static AugmentedDickeyFuller of(double[] y, int lags) {
    if (lags < 0) {
      throw new IllegalArgumentException("lags must not be negative [lags=" + lags + "]");
    }
    int rows = y.length - 1 - lags;
    int freedom = rows - lags - 2;
    if (freedom < 1) {
      return none(lags, Math.max(0, rows));
    }
    double[] differences = new double[y.length - 1];
    for (int t = 0; t < differences.length; t++) {
      differences[t] = y[t + 1] - y[t];
    }
    double[][] columns = new double[lags + 1][];
    for (int lag = 1; lag <= lags; lag++) {
      columns[lag - 1] = centred(differences, lags - lag, rows);
    }
    columns[lags] = centred(y, lags, rows);
    double[] response = centred(differences, lags, rows);
    double projection = lastProjection(columns, response);
    double residual = Math.sqrt(dot(response, response) / freedom);
    double statistic = projection / residual;
    return Double.isFinite(statistic)
        ? new AugmentedDickeyFuller(lags, rows, statistic, p(statistic))
        : none(lags, rows);
  }

  /** The approximate p-value of a statistic. */
  public static double p(double statistic) {
    if (statistic > LARGEST) {
      return 1.0;
    }
    if (statistic < SMALLEST) {
      return 0.0;
    }
    double[] c = statistic <= SPLIT ? SMALL_P : LARGE_P;
    double z = 0.0;
    for (int i = c.length - 1; i >= 0; i--) {
      z = z * statistic + c[i];
    }
    return Normal.cdf(z);
  }

  /**
   * Modified Gram–Schmidt on the columns with the response beside them, which is as stable as
   * Householder's method. Leaves the residual in {@code response}; NaN if columns are dependent.
   */
  private static double lastProjection(double[][] columns, double[] response) {
    double projection = Double.NaN;
    double[] before = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      before[j] = Math.sqrt(dot(columns[j], columns[j]));
    }
    for (int j = 0; j < columns.length; j++) {
      double[] direction = columns[j];
      double norm = Math.sqrt(dot(direction, direction));
      if (!(norm > DEPENDENT * before[j])) {
        return Double.NaN;
      }
      for (int i = 0; i < direction.length; i++) {
        direction[i] /= norm;
      }
      for (int k = j + 1; k < columns.length; k++) {
        remove(columns[k], direction, dot(direction, columns[k]));
      }
      projection = dot(direction, response);
      remove(response, direction, projection);
    }
    return projection;
  }

  private static void remove(double[] from, double[] direction, double times) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= times * direction[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0.0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] centred(double[] x, int from, int rows) {
    double mean = Primitives.mean(x, from, rows);
    double[] column = new double[rows];
    for (int i = 0; i < rows; i++) {
      column[i] = x[from + i] - mean;
    }
    return column;
  }

  private static AugmentedDickeyFuller none(int lags, int rows) {
    return new AugmentedDickeyFuller(lags, rows, Double.NaN, Double.NaN);
  }
}
