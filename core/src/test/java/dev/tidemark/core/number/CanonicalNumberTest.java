package dev.tidemark.core.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, 0",
    "1.0, 1",
    "-2.5, -2.5",
    "0.1, 0.1",
    "123456789012.0, 123456789012",
    "1234567890125.0, 1234567890120",
    "1234567890135.0, 1234567890140",
    "1e14, 100000000000000",
    "1e15, 1E15",
    "999999999999999.9, 1E15",
    "1e-7, 0.0000001",
    "1e-8, 1E-8",
    "-1.5e300, -1.5E300",
    "9.99999999999999e-8, 0.0000001",
  })
  void writesTwelveDigitsHalfEven(double value, String text) {
    assertThat(CanonicalNumber.format(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteHasNoText(double value) {
    assertThatThrownBy(() -> CanonicalNumber.format(value)).hasMessageContaining("not finite");
  }

  @Property(tries = 500)
  void theTextIsTheRoundedExactValue(@ForAll double value) {
    BigDecimal expected = new BigDecimal(value).round(new MathContext(12, RoundingMode.HALF_EVEN));
    assertThat(new BigDecimal(CanonicalNumber.format(value))).isEqualByComparingTo(expected);
  }
}
