package dev.tidemark.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.ingest.text.DecimalReader.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalReaderTest {

  private final DecimalReader reader = new DecimalReader();

  private Outcome read(String text, int scale, int precision) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 0, bytes.length, scale, precision);
  }

  @ParameterizedTest
  @CsvSource({
    "101.25, 10125000000",
    "-0.00000001, -1",
    "0, 0",
    "-0.0, 0",
    "+7, 700000000",
    ".5, 50000000",
    "5., 500000000",
    "6E-05, 6000",
    "1e3, 100000000000",
    "00012.50, 1250000000"
  })
  void readsPlainAndScientificNotation(String text, long unscaled) {
    assertThat(read(text, 8, 18)).isEqualTo(Outcome.OK);
    assertThat(reader.low()).isEqualTo(unscaled);
    assertThat(reader.rounded()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "4515.664000000001, 451566400000",
    "2.8299999237060547, 282999992",
    "0.000000015, 2",
    "0.000000025, 2",
    "0.0000000250000000000000000001, 3",
    "1e-300, 0"
  })
  void roundsBinaryNoiseHalfEvenAndSaysSo(String text, long unscaled) {
    assertThat(read(text, 8, 18)).isEqualTo(Outcome.OK);
    assertThat(reader.low()).isEqualTo(unscaled);
    assertThat(reader.rounded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "inf", "-inf", "Infinity", "+Infinity"})
  void namesNonFiniteValues(String text) {
    assertThat(read(text, 8, 18)).isEqualTo(Outcome.NON_FINITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1.2.3", "--1", "0x10", "1,5", "1 2", "١٢٣", "-", "."})
  void refusesWhatIsNoNumber(String text) {
    assertThat(read(text, 8, 18)).isEqualTo(Outcome.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000000000", "99999999999.5", "1e999999999", "9e18"})
  void namesPricesThatDoNotFit(String text) {
    assertThat(read(text, 8, 18)).isEqualTo(Outcome.OVERFLOW);
  }

  @Test
  void largestPriceFits() {
    assertThat(read("9999999999.99999999", 8, 18)).isEqualTo(Outcome.OK);
    assertThat(reader.low()).isEqualTo(999_999_999_999_999_999L);
  }

  @Test
  void volumesBeyondLongHaveTwoHalves() {
    assertThat(read("99999999999999999999.99999999", 8, 28)).isEqualTo(Outcome.OK);
    assertThat(value()).isEqualTo(BigInteger.TEN.pow(28).subtract(BigInteger.ONE));
    assertThat(read("100000000000000000000", 8, 28)).isEqualTo(Outcome.OVERFLOW);
  }

  @Test
  void emptyAndBlankAreEmpty() {
    assertThat(read("", 8, 18)).isEqualTo(Outcome.EMPTY);
    assertThat(read("   ", 8, 18)).isEqualTo(Outcome.EMPTY);
  }

  @Test
  void negativeScaleReadsLots() {
    assertThat(read("251", 10, 28)).isEqualTo(Outcome.OK);
    assertThat(reader.low()).isEqualTo(2_510_000_000_000L);
  }

  @Property(tries = 500)
  void agreesWithBigDecimal(
      @ForAll @IntRange(min = -999_999_999, max = 999_999_999) int whole,
      @ForAll @IntRange(min = 0, max = 999_999_999) int fraction) {
    String text = whole + "." + String.format(Locale.ROOT, "%09d", fraction);
    assertThat(read(text, 8, 18)).isEqualTo(Outcome.OK);
    BigDecimal expected = new BigDecimal(text).setScale(8, RoundingMode.HALF_EVEN);
    assertThat(value()).isEqualTo(expected.unscaledValue());
    assertThat(reader.rounded()).isEqualTo(expected.compareTo(new BigDecimal(text)) != 0);
  }

  @Property(tries = 1000)
  void neverThrows(@ForAll @Size(max = 40) byte[] bytes) {
    assertThat(reader.read(bytes, 0, bytes.length, 8, 18)).isNotNull();
  }

  private BigInteger value() {
    BigInteger low = BigInteger.valueOf(reader.low());
    BigInteger unsigned = low.signum() < 0 ? low.add(BigInteger.ONE.shiftLeft(64)) : low;
    return BigInteger.valueOf(reader.high()).shiftLeft(64).add(unsigned);
  }
}
