package dev.tidemark.core.number;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "101.25, 10125000000",
    "+7, 700000000",
    "-0.00000001, -1",
    ".5, 50000000",
    "5., 500000000",
    "0.10000000000000000000000, 10000000",
    "00000000000000000000000001.5, 150000000",
    "1e-8, 1",
    "1.0E-5, 1000",
    "2.5e3, 250000000000",
    "0e999999999, 0",
    "92233720368.54775807, 9223372036854775807",
  })
  void readsAtScaleEight(String text, long unscaled) {
    assertThat(Decimals.parseScaled(text, 8)).isEqualTo(unscaled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "1.2.3",
        "1,5",
        " 1",
        "1 ",
        "NaN",
        "Infinity",
        "-Infinity",
        "0x10",
        "1e",
        "e5",
        "1_000",
        "1f",
        "--1",
        "١٢",
        "1.5d",
        "null"
      })
  void refusesWhatIsNotANumber(String text) {
    assertThat(Decimals.parseScaled(text, 8)).isEqualTo(Decimals.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "92233720368.54775808",
        "-92233720368.54775808",
        "100000000000",
        "999999999999999999",
        "99999999999999999999999999",
        "1e999999999"
      })
  void tellsWhatDoesNotFit(String text) {
    assertThat(Decimals.parseScaled(text, 8)).isEqualTo(Decimals.OVERFLOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.000000001", "1.123456789", "0.1234567890123456789", "1e-999999999"})
  void neverRounds(String text) {
    assertThat(Decimals.parseScaled(text, 8)).isEqualTo(Decimals.INEXACT);
  }

  @Test
  void endlessTextIsRefusedUnread() {
    assertThat(Decimals.parseScaled("9".repeat(1_000_000), 8)).isEqualTo(Decimals.MALFORMED);
    assertThat(Decimals.parseScaled("9".repeat(1_000_000).getBytes(US_ASCII), 0, 1_000_000, 8))
        .isEqualTo(Decimals.MALFORMED);
  }

  @Test
  void readsAFieldInsideALine() {
    byte[] line = "t,101.25,7".getBytes(US_ASCII);
    assertThat(Decimals.parseScaled(line, 2, 8, 2)).isEqualTo(10125);
  }

  @Property(tries = 500)
  void textAndBackIsTheSameValue(
      @ForAll @LongRange(min = -Long.MAX_VALUE + 2) long unscaled,
      @ForAll @IntRange(max = 18) int scale) {
    String text = Decimals.toPlainString(unscaled, scale);
    assertThat(Decimals.parseScaled(text, scale)).isEqualTo(unscaled);
  }

  @Property(tries = 500)
  void plainStringIsThatOfBigDecimal(@ForAll long unscaled, @ForAll @IntRange(max = 18) int scale) {
    BigDecimal stripped = BigDecimal.valueOf(unscaled, scale).stripTrailingZeros();
    String expected = unscaled == 0 ? "0" : stripped.toPlainString();
    assertThat(Decimals.toPlainString(unscaled, scale))
        .isEqualTo(scale == 0 ? Long.toString(unscaled) : expected);
  }

  @Property(tries = 1_000)
  void doubleIsTheNearestOne(@ForAll long unscaled, @ForAll @IntRange(max = 25) int scale) {
    assertThat(Decimals.toDouble(unscaled, scale))
        .isEqualTo(BigDecimal.valueOf(unscaled, scale).doubleValue());
  }

  @Property(tries = 500)
  void doubleOfMarketNumbersIsTheNearestOne(
      @ForAll @LongRange(min = 1, max = 100_000_000) long ticks) {
    long price = ticks * 1_000_000;
    assertThat(Decimals.toDouble(price, 8))
        .isEqualTo(new BigDecimal(ticks).movePointLeft(2).doubleValue());
  }
}
