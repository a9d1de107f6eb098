package dev.tidemark.core.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Int128Test {

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  @Property(tries = 500)
  void productsAreExact(@ForAll long a, @ForAll long b) {
    assertThat(Int128.product(a, b).toBigInteger()).isEqualTo(big(a).multiply(big(b)));
  }

  @Property(tries = 500)
  void sumsAndDifferencesAreExact(@ForAll long a, @ForAll long b, @ForAll long c, @ForAll int d) {
    Int128 x = Int128.product(a, b);
    Int128 y = Int128.product(c, d);
    BigInteger bigX = big(a).multiply(big(b));
    BigInteger bigY = big(c).multiply(big(d));
    assertThat(x.plus(y).toBigInteger()).isEqualTo(bigX.add(bigY));
    assertThat(x.minus(y).toBigInteger()).isEqualTo(bigX.subtract(bigY));
    assertThat(x.compareTo(y)).isEqualTo(bigX.compareTo(bigY));
    assertThat(x.signum()).isEqualTo(bigX.signum());
  }

  @Property(tries = 300)
  void decimalsGoThroughUnchanged(@ForAll long a, @ForAll long b) {
    Int128 value = Int128.product(a, b);
    BigDecimal decimal = value.toBigDecimal(16);
    assertThat(Int128.of(decimal, 16)).isEqualTo(value);
    assertThat(value.toDouble(16)).isEqualTo(decimal.doubleValue());
  }

  @Test
  void anOverflowIsNeverWrapped() {
    Int128 max = new Int128(Long.MAX_VALUE, -1);
    assertThatThrownBy(() -> max.plus(Int128.of(1))).isInstanceOf(TidemarkException.class);
    assertThatThrownBy(() -> new Int128(Long.MIN_VALUE, 0).negate())
        .isInstanceOf(TidemarkException.class);
    assertThatThrownBy(() -> Int128.of(BigDecimal.TEN.pow(39), 0))
        .isInstanceOf(TidemarkException.class);
  }

  @Test
  void digitsAreNeverLost() {
    assertThatThrownBy(() -> Int128.of(new BigDecimal("0.001"), 2))
        .hasMessageContaining("more digits after the point");
  }

  @Test
  void knowsWhetherItIsALong() {
    assertThat(Int128.of(Long.MIN_VALUE).fitsLong()).isTrue();
    assertThat(Int128.product(Long.MAX_VALUE, 2).fitsLong()).isFalse();
    assertThat(Int128.of(Long.MIN_VALUE).minus(Int128.of(1)).fitsLong()).isFalse();
  }
}
