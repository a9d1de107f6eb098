package dev.tidemark.core.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ExactRatioTest {
  /** Unscaled values of every magnitude up to 38 digits. */
  @Provide
  Arbitrary<BigInteger> magnitudes() {
    return Combinators.combine(
            Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TEN.pow(38).subtract(BigInteger.ONE))
                .withoutEdgeCases(),
            Arbitraries.integers().between(0, 126))
        .as(BigInteger::shiftRight);
  }

  private static ExactSum sum(BigInteger value) {
    ExactSum sum = new ExactSum();
    sum.add(value.shiftRight(64).longValue(), value.longValue());
    return sum;
  }

  private static void assertDefinition(BigInteger n, int nScale, BigInteger d, int dScale) {
    double expected =
        new BigDecimal(n, nScale)
            .divide(new BigDecimal(d, dScale), MathContext.DECIMAL128)
            .doubleValue();
    assertThat(ExactRatio.toDouble(sum(n), nScale, sum(d), dScale))
        .as("%s / %s", n, d)
        .isEqualTo(expected);
  }

  @Property(tries = 3000)
  void equals_the_decimal_division_for_vwap(
      @ForAll("magnitudes") BigInteger n, @ForAll("magnitudes") BigInteger d) {
    Assume.that(d.signum() > 0);
    assertDefinition(n, 16, d, 8);
  }

  @Property(tries = 1000)
  void equals_the_decimal_division_for_equal_scales_and_either_sign(
      @ForAll("magnitudes") BigInteger n, @ForAll("magnitudes") BigInteger d) {
    Assume.that(d.signum() > 0);
    assertDefinition(n.negate(), 8, d, 8);
    assertDefinition(n, 8, d, 8);
  }

  /** Quotients at, and one part in 10^30 beside, the middle between two doubles: the hard cases. */
  @Property(tries = 1000)
  void equals_the_decimal_division_next_to_ties(
      @ForAll long mantissa, @ForAll("magnitudes") BigInteger d) {
    BigInteger half =
        BigInteger.valueOf((mantissa >>> 11) | 1L << 52).shiftLeft(1).add(BigInteger.ONE);
    BigInteger small = d.shiftRight(75).add(BigInteger.ONE);
    BigInteger n = half.multiply(small);
    Assume.that(n.bitLength() < 120);
    assertDefinition(n, 8, small, 8);
    assertDefinition(n.add(BigInteger.ONE), 8, small, 8);
    assertDefinition(n.subtract(BigInteger.ONE), 8, small, 8);
  }

  @Property(tries = 500)
  void sums_are_exact_in_any_order(@ForAll long[] highs, @ForAll long[] lows) {
    int n = Math.min(highs.length, lows.length);
    ExactSum forward = new ExactSum();
    ExactSum backward = new ExactSum();
    BigInteger expected = BigInteger.ZERO;
    for (int i = 0; i < n; i++) {
      forward.add(highs[i], lows[i]);
      backward.add(highs[n - 1 - i], lows[n - 1 - i]);
      expected = expected.add(new Int128(highs[i], lows[i]).toBigInteger());
    }
    assertThat(forward.toBigInteger()).isEqualTo(expected).isEqualTo(backward.toBigInteger());
    assertThat(forward.signum()).isEqualTo(expected.signum());
    forward.subtract(backward);
    assertThat(forward.signum()).isZero();
  }

  @Test
  void sums_pass_128_bits() {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 4; i++) {
      sum.add(Long.MAX_VALUE, -1L);
    }
    BigInteger expected = BigInteger.TWO.pow(127).subtract(BigInteger.ONE).shiftLeft(2);
    assertThat(sum.toBigInteger()).isEqualTo(expected);
    ByteBuffer state = ByteBuffer.allocate(ExactSum.STATE_BYTES);
    sum.write(state);
    ExactSum restored = new ExactSum();
    restored.read(state.flip());
    assertThat(restored).hasToString(expected.toString());
    assertThat(ExactRatio.toDouble(sum, 8, restored, 8)).isEqualTo(1.0);
  }

  @Test
  void products_are_exact() {
    ExactSum sum = new ExactSum();
    sum.addProduct(Long.MAX_VALUE, Long.MAX_VALUE);
    sum.addProduct(Long.MIN_VALUE, 2);
    sum.add(5);
    assertThat(sum.toBigDecimal(0))
        .isEqualTo(
            BigDecimal.valueOf(Long.MAX_VALUE)
                .pow(2)
                .add(BigDecimal.valueOf(Long.MIN_VALUE).multiply(BigDecimal.TWO))
                .add(BigDecimal.valueOf(5)));
  }
}
