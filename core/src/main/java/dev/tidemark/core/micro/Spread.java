package dev.tidemark.core.micro;

import dev.tidemark.core.number.Decimals;

/**
 * What one valid quote says in doubles.
 *
 * @param quoted {@code ask - bid}
 * @param mid {@code (ask + bid) / 2}
 */
record Spread(double quoted, double mid) {
  private static final double BASIS_POINTS = 1e4;

  /** From unscaled prices of scale 8. */
  static Spread of(long bid, long ask) {
    double b = Decimals.toDouble(bid, Decimals.PRICE_SCALE);
    double a = Decimals.toDouble(ask, Decimals.PRICE_SCALE);
    return new Spread(a - b, (a + b) / 2.0);
  }

  /** A positive bid that is not above the ask: locked quotes are valid, crossed ones are not. */
  static boolean valid(long bid, long ask) {
    return bid > 0 && ask >= bid;
  }

  double relativeBps() {
    return quoted / mid * BASIS_POINTS;
  }

  double effective(double price) {
    return 2.0 * Math.abs(price - mid);
  }

  double effectiveBps(double price) {
    return 2.0 * Math.abs(price - mid) / mid * BASIS_POINTS;
  }
}
