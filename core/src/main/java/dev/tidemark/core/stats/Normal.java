package dev.tidemark.core.stats;

import dev.tidemark.core.random.NormalQuantile;

/**
 * The standard normal distribution. Tail probabilities by the rational approximations of W. J. Cody
 * ("Rational Chebyshev approximations for the error function", Math. Comp. 23, 1969; CALERF):
 * relative accuracy about 1e-15, also far out in the tails.
 */
public final class Normal {
  private static final double SPLIT_CENTRE = 0.46875;
  private static final double SPLIT_TAIL = 4.0;
  private static final double ONE_OVER_SQRT_PI = 5.6418958354775628695e-1;
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014326779;

  private static final double[] CENTRE_UP = {
    3.16112374387056560e00,
    1.13864154151050156e02,
    3.77485237685302021e02,
    3.20937758913846947e03,
    1.85777706184603153e-1
  };
  private static final double[] CENTRE_DOWN = {
    2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03
  };
  private static final double[] MIDDLE_UP = {
    5.64188496988670089e-1,
    8.88314979438837594e0,
    6.61191906371416295e01,
    2.98635138197400131e02,
    8.81952221241769090e02,
    1.71204761263407058e03,
    2.05107837782607147e03,
    1.23033935479799725e03,
    2.15311535474403846e-8
  };
  private static final double[] MIDDLE_DOWN = {
    1.57449261107098347e01,
    1.17693950891312499e02,
    5.37181101862009858e02,
    1.62138957456669019e03,
    3.29079923573345963e03,
    4.36261909014324716e03,
    3.43936767414372164e03,
    1.23033935480374942e03
  };
  private static final double[] TAIL_UP = {
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4,
    1.63153871373020978e-2
  };
  private static final double[] TAIL_DOWN = {
    2.56852019228982242e00,
    1.87295284992346725e00,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private Normal() {}

  /** P(Z &lt;= z). NaN for NaN. */
  public static double cdf(double z) {
    return 0.5 * erfc(-z * SQRT_HALF);
  }

  /** P(Z &gt; z), without the cancellation of {@code 1 - cdf(z)}. NaN for NaN. */
  public static double upperTail(double z) {
    return 0.5 * erfc(z * SQRT_HALF);
  }

  /** The density at z. */
  public static double density(double z) {
    return ONE_OVER_SQRT_TWO_PI * StrictMath.exp(-0.5 * z * z);
  }

  /**
   * The value z with P(Z &lt;= z) = p.
   *
   * @param p a probability in the open interval (0, 1)
   */
  public static double quantile(double p) {
    return NormalQuantile.of(p);
  }

  /** {@code 2/sqrt(pi)} times the integral of {@code exp(-t^2)} from x to infinity. */
  public static double erfc(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    double y = Math.abs(x);
    if (y <= SPLIT_CENTRE) {
      return 1.0 - x * ratio(y * y, CENTRE_UP, CENTRE_DOWN);
    }
    double upper = y <= SPLIT_TAIL ? middle(y) : tail(y);
    return x < 0 ? 2.0 - upper : upper;
  }

  private static double middle(double y) {
    return ratio(y, MIDDLE_UP, MIDDLE_DOWN) * expOfMinusSquare(y);
  }

  private static double tail(double y) {
    if (y > 27.0) {
      return 0.0; // below the smallest double
    }
    double z = 1.0 / (y * y);
    double scaled = (ONE_OVER_SQRT_PI - z * ratio(z, TAIL_UP, TAIL_DOWN)) / y;
    return scaled * expOfMinusSquare(y);
  }

  /** The leading coefficient of the numerator is its last; that of the denominator is 1. */
  private static double ratio(double z, double[] up, double[] down) {
    int degree = down.length;
    double numerator = up[degree] * z;
    double denominator = z;
    for (int i = 0; i < degree - 1; i++) {
      numerator = (numerator + up[i]) * z;
      denominator = (denominator + down[i]) * z;
    }
    return (numerator + up[degree - 1]) / (denominator + down[degree - 1]);
  }

  /** Split so that the square of the leading part is exact. */
  private static double expOfMinusSquare(double y) {
    double leading = Math.floor(y * 16.0) / 16.0;
    double rest = (y - leading) * (y + leading);
    return StrictMath.exp(-leading * leading) * StrictMath.exp(-rest);
  }
}
