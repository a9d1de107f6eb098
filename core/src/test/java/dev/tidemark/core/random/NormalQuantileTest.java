package dev.tidemark.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

  /** The check values printed with AS 241, and table values of the normal distribution. */
  @ParameterizedTest
  @CsvSource({
    "0.25,  -0.6744897501960817",
    "0.001, -3.090232306167814",
    "1e-20, -9.262340089798408",
    "0.5,    0.0",
    "0.975,  1.959963984540054",
    "0.995,  2.5758293035489004"
  })
  void matchesPublishedValues(double p, double z) {
    assertThat(NormalQuantile.of(p)).isCloseTo(z, within(1e-14));
  }

  @Property(tries = 500)
  void isSymmetric(@ForAll @Scale(12) @DoubleRange(min = 1e-6, max = 0.5) double p) {
    assertThat(NormalQuantile.of(p)).isCloseTo(-NormalQuantile.of(1.0 - p), within(1e-9));
  }

  @Property(tries = 500)
  void increases(@ForAll @Scale(12) @DoubleRange(min = 1e-12, max = 0.999) double p) {
    assertThat(NormalQuantile.of(p)).isLessThan(NormalQuantile.of(p + 1e-4 * (1 - p)));
  }

  @Test
  void refusesProbabilitiesOutsideTheOpenInterval() {
    for (double p : new double[] {0.0, 1.0, -0.1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> NormalQuantile.of(p)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void normalsHaveUnitMoments() {
    PhiloxStream stream = PhiloxStream.of(42, Purpose.SYNTH, 0, 0);
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      double z = stream.nextNormal();
      sum += z;
      squares += z * z;
      fourth += z * z * z * z;
    }
    assertThat(sum / n).isCloseTo(0.0, within(0.01));
    assertThat(squares / n).isCloseTo(1.0, within(0.01));
    assertThat(fourth / n).isCloseTo(3.0, within(0.08));
  }
}
