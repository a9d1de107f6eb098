package dev.tidemark.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The normal and the chi-square distribution. */
class NormalTest {

  @ParameterizedTest
  @CsvSource({
    "0,   1",
    "0.3, 0.6713732405408726",
    "-1,  1.8427007929497148",
    "1,   0.15729920705028513",
    "5,   1.5374597944280349e-12",
    "10,  2.088487583762545e-45",
    "30,  0"
  })
  void complementaryErrorFunctionHasItsTableValues(double x, double value) {
    assertThat(Normal.erfc(x)).isCloseTo(value, within(4e-15 * value));
  }

  @Test
  void tailsAreKnown() {
    assertThat(Normal.cdf(1.959963984540054)).isCloseTo(0.975, within(1e-15));
    assertThat(Normal.upperTail(6)).isCloseTo(9.865876450376981e-10, within(1e-23));
    assertThat(Normal.cdf(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Normal.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1.0);
    assertThat(Normal.cdf(Double.NaN)).isNaN();
  }

  @Property
  void quantileIsTheInverse(@ForAll @Scale(12) @DoubleRange(min = 1e-9, max = 0.999999) double p) {
    assertThat(Normal.cdf(Normal.quantile(p))).isCloseTo(p, within(1e-12 * p));
  }

  @Property
  void chiSquareIsTheIntegralOfItsDensity(
      @ForAll @IntRange(min = 2, max = 12) int df,
      @ForAll @DoubleRange(min = 0.1, max = 30) double x) {
    double width = 2.0;
    int steps = 200;
    double h = width / steps;
    double integral = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : 2 + 2 * (i % 2);
      integral += weight * density(x + i * h, df);
    }
    integral *= h / 3;
    assertThat(ChiSquare.upperTail(x, df) - ChiSquare.upperTail(x + width, df))
        .isCloseTo(integral, within(1e-7));
  }

  private static double density(double x, int df) {
    double gamma = df % 2 == 0 ? 1 : Math.sqrt(Math.PI);
    for (double a = df % 2 == 0 ? 1 : 0.5; a < df / 2.0; a++) {
      gamma *= a;
    }
    return Math.pow(x, df / 2.0 - 1) * Math.exp(-x / 2) / (Math.pow(2, df / 2.0) * gamma);
  }

  @ParameterizedTest
  @CsvSource({
    "3.841458820694124,  1, 0.05",
    "5.991464547107979,  2, 0.05",
    "16.918977604620448, 9, 0.05",
    "21.665994333461924, 9, 0.01",
    "-1,                 9, 1"
  })
  void chiSquareHasItsTableValues(double x, int df, double p) {
    assertThat(ChiSquare.upperTail(x, df)).isCloseTo(p, within(1e-13));
  }

  @Test
  void chiSquareNeedsADegreeOfFreedom() {
    assertThat(ChiSquare.upperTail(Double.NaN, 9)).isNaN();
    assertThatThrownBy(() -> ChiSquare.upperTail(1, 0)).hasMessageContaining("df=0");
  }
}
