package dev.tidemark.core.indicator;

/** When a bar counts: all prices finite and positive, and low and high enclose open and close. */
public final class ValidBar {
  private ValidBar() {}

  public static boolean test(double open, double high, double low, double close) {
    // Comparisons with NaN are false, so these six imply that all four are finite and positive.
    return low > 0.0
        && high <= Double.MAX_VALUE
        && low <= open
        && low <= close
        && high >= open
        && high >= close;
  }
}
