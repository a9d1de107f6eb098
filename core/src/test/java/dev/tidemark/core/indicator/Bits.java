package dev.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Comparison of doubles by their bits, with every NaN alike: NaN is null here. */
final class Bits {
  private Bits() {}

  static long[] of(double... values) {
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }

  static void assertSame(double[][] actual, double[][] expected) {
    for (int k = 0; k < expected.length; k++) {
      assertThat(of(actual[k])).as("column %d", k).isEqualTo(of(expected[k]));
    }
  }
}
