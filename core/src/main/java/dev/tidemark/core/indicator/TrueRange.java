package dev.tidemark.core.indicator;

/** {@code max(h - l, |h - previous close|, |l - previous close|)}. */
final class TrueRange {
  private TrueRange() {}

  static double of(double high, double low, double previousClose) {
    double range = high - low;
    double up = Math.abs(high - previousClose);
    double down = Math.abs(low - previousClose);
    return Math.max(Math.max(range, up), down);
  }
}
