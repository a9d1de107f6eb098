package dev.tidemark.analysis.signal;

/**
 * Sums over the rows of a window, for every lane in the order of the rows. Several rows are taken
 * per pass over the lanes, so that the running sums are loaded and stored less often; loops have
 * the form that the compiler turns into vector instructions across lanes.
 */
final class LaneSums {
  private LaneSums() {}

  /** {@code sum += x - origin} for rows {@code from ..}. */
  static void distances(double[][] rows, int from, double[] origin, double[] sum) {
    int i = from;
    for (; i + 4 <= rows.length; i += 4) {
      distances(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], origin, sum);
    }
    for (; i < rows.length; i++) {
      distances(rows[i], origin, sum);
    }
  }

  /** {@code sum += (x - origin)^2}. */
  static void squares(double[][] rows, double[] origin, double[] sum) {
    int i = 0;
    for (; i + 4 <= rows.length; i += 4) {
      squares(rows[i], rows[i + 1], rows[i + 2], rows[i + 3], origin, sum);
    }
    for (; i < rows.length; i++) {
      squares(rows[i], origin, sum);
    }
  }

  private static void distances(
      double[] a, double[] b, double[] c, double[] d, double[] origin, double[] sum) {
    for (int l = 0; l < sum.length; l++) {
      double o = origin[l];
      sum[l] = sum[l] + (a[l] - o) + (b[l] - o) + (c[l] - o) + (d[l] - o);
    }
  }

  private static void distances(double[] a, double[] origin, double[] sum) {
    for (int l = 0; l < sum.length; l++) {
      sum[l] = sum[l] + (a[l] - origin[l]);
    }
  }

  private static void squares(
      double[] a, double[] b, double[] c, double[] d, double[] origin, double[] sum) {
    for (int l = 0; l < sum.length; l++) {
      double o = origin[l];
      double e = a[l] - o;
      double f = b[l] - o;
      double g = c[l] - o;
      double h = d[l] - o;
      sum[l] = sum[l] + e * e + f * f + g * g + h * h;
    }
  }

  private static void squares(double[] a, double[] origin, double[] sum) {
    for (int l = 0; l < sum.length; l++) {
      double e = a[l] - origin[l];
      sum[l] = sum[l] + e * e;
    }
  }
}
