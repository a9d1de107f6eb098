package dev.tidemark.analysis.calibrate;

/**
 * A figure and the bounds it must keep, both inclusive.
 *
 * @param key name in documents
 * @param low negative infinity for none
 * @param high positive infinity for none
 * @param basis where the bounds come from
 */
public record Check(
    String key, String what, double value, Format format, double low, double high, String basis) {

  static Check atMost(
      String key, String what, double value, Format format, double high, String basis) {
    return new Check(key, what, value, format, Double.NEGATIVE_INFINITY, high, basis);
  }

  static Check atLeast(
      String key, String what, double value, Format format, double low, String basis) {
    return new Check(key, what, value, format, low, Double.POSITIVE_INFINITY, basis);
  }

  /** Whether the bounds are kept; a figure that is not there keeps none. */
  public boolean ok() {
    return value >= low && value <= high;
  }

  /** The bounds in words. */
  public String bounds() {
    if (low == Double.NEGATIVE_INFINITY) {
      return "at most " + format.text(high);
    }
    if (high == Double.POSITIVE_INFINITY) {
      return "at least " + format.text(low);
    }
    return format.text(low) + " to " + format.text(high);
  }
}
