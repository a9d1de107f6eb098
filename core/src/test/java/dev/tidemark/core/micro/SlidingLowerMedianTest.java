package dev.tidemark.core.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.number.Int128;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlidingLowerMedianTest {
  @Property(tries = 150)
  void equals_the_sorted_window(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int capacity,
      @ForAll @IntRange(min = 1, max = 5) int spread) {
    SplittableRandom random = new SplittableRandom(seed);
    SlidingLowerMedian median = new SlidingLowerMedian(capacity);
    List<Int128> window = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      // Few distinct values make ties; the high word and the sign bit of the low one matter too.
      Int128 value =
          new Int128(random.nextInt(spread), random.nextInt(spread) * Long.MIN_VALUE + i % 3);
      median.push(value.high(), value.low());
      window.add(value);
      if (window.size() > capacity) {
        window.removeFirst();
      }
      Int128 expected = window.stream().sorted().toList().get((window.size() + 1) / 2 - 1);
      assertThat(new Int128(median.medianHigh(), median.medianLow())).isEqualTo(expected);
      assertThat(median.size()).isEqualTo(window.size());
    }
  }

  @Test
  void of_an_even_number_the_lower_of_the_two_middle_values() {
    SlidingLowerMedian median = new SlidingLowerMedian(10);
    for (long v : new long[] {4, 1, 3, 2}) {
      median.push(0, v);
    }
    assertThat(median.medianLow()).isEqualTo(2);
  }

  @Property(tries = 50)
  void restored_window_forgets_in_the_same_order(
      @ForAll long seed, @ForAll @IntRange(max = 60) int before) {
    SplittableRandom random = new SplittableRandom(seed);
    SlidingLowerMedian median = new SlidingLowerMedian(25);
    for (int i = 0; i < before; i++) {
      median.push(0, random.nextInt(100));
    }
    ByteBuffer state = ByteBuffer.allocate(median.stateBytes());
    median.write(state);
    SlidingLowerMedian restored = new SlidingLowerMedian(25);
    restored.read(state.flip());
    for (int i = 0; i < 60; i++) {
      long value = random.nextInt(100);
      median.push(0, value);
      restored.push(0, value);
      assertThat(restored.medianLow()).isEqualTo(median.medianLow());
    }
  }
}
