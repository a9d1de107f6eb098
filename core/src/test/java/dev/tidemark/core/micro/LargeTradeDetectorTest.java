package dev.tidemark.core.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LargeTradeDetectorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long ONE = 100_000_000L;

  private final LargeTradeDetector detector = new LargeTradeDetector();
  private int id;

  /** A trade of {@code units} at price 1. */
  private Optional<LargeTradeAlert> trade(long seconds, long units) {
    return detector.trade("t" + id++, seconds * SECOND, ONE, units * ONE);
  }

  private void ordinary(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(trade(0, 1)).isEmpty();
      assertThat(detector.wasLarge()).isFalse();
    }
  }

  @Test
  void exactly_ten_medians_are_large_and_one_unit_less_is_not() {
    ordinary(100);
    detector.trade("almost", 0, ONE, 10 * ONE - 1);
    assertThat(detector.wasLarge()).isFalse();
    detector.trade("exactly", 0, ONE, 10 * ONE);
    assertThat(detector.wasLarge()).isTrue();
  }

  @Test
  void a_hundred_notionals_are_needed() {
    ordinary(99);
    trade(0, 1_000_000);
    assertThat(detector.wasLarge()).isFalse();
    trade(0, 1_000_000);
    assertThat(detector.wasLarge()).isTrue();
  }

  @Test
  void a_trade_is_not_compared_with_itself() {
    LargeTradeDetector tiny = new LargeTradeDetector(new LargeTrades(10, 2, 1, 300 * SECOND));
    tiny.trade("a", 0, ONE, ONE);
    tiny.trade("b", 0, ONE, 10 * ONE);
    assertThat(tiny.wasLarge()).isTrue();
    // Lower median of {1, 10} is 1, then of {10, 10} it is 10.
    tiny.trade("c", 0, ONE, 10 * ONE);
    assertThat(tiny.wasLarge()).isTrue();
    tiny.trade("d", 0, ONE, 10 * ONE);
    assertThat(tiny.wasLarge()).isFalse();
  }

  @Test
  void three_within_five_minutes_raise_one_alert_and_are_used_up() {
    ordinary(150);
    assertThat(trade(1000, 50)).isEmpty();
    assertThat(trade(1100, 50)).isEmpty();
    assertThat(trade(1300, 50))
        .contains(new LargeTradeAlert(1300 * SECOND, "t150", "t151", "t152"));
    assertThat(trade(1301, 50)).isEmpty();
    assertThat(trade(1302, 50)).isEmpty();
    assertThat(trade(1303, 50)).isPresent();
  }

  @Test
  void one_nanosecond_more_than_five_minutes_is_too_long() {
    ordinary(150);
    assertThat(detector.trade("a", 0, ONE, 50 * ONE)).isEmpty();
    assertThat(detector.trade("b", 1, ONE, 50 * ONE)).isEmpty();
    assertThat(detector.trade("c", 300 * SECOND + 1, ONE, 50 * ONE)).isEmpty();
    // b, c and d are close enough.
    assertThat(detector.trade("d", 300 * SECOND + 1, ONE, 50 * ONE))
        .contains(new LargeTradeAlert(300 * SECOND + 1, "b", "c", "d"));
  }

  @Test
  void notionals_beyond_64_bits_are_compared_exactly() {
    LargeTradeDetector huge = new LargeTradeDetector(new LargeTrades(10, 5, 1, 300 * SECOND));
    long price = Long.MAX_VALUE / 10;
    huge.trade("a", 0, price, Long.MAX_VALUE / 100);
    huge.trade("b", 0, price, Long.MAX_VALUE / 100 * 10 - 1);
    assertThat(huge.wasLarge()).isFalse();
    huge.trade("c", 0, price, Long.MAX_VALUE / 100 * 10);
    assertThat(huge.wasLarge()).isTrue();
  }

  @Test
  void ten_times_a_median_may_exceed_every_notional() {
    LargeTradeDetector huge = new LargeTradeDetector(new LargeTrades(10, 5, 1, 300 * SECOND));
    huge.trade("a", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    huge.trade("b", 0, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(huge.wasLarge()).isFalse();
  }

  @Test
  void restored_between_the_trades_of_an_alert() {
    ordinary(150);
    trade(1000, 50);
    LargeTradeDetector one = LargeTradeDetector.restore(LargeTrades.STANDARD, detector.state());
    one.trade("x", 1001 * SECOND, ONE, 50 * ONE);
    LargeTradeDetector two = LargeTradeDetector.restore(LargeTrades.STANDARD, one.state());
    assertThat(two.trade("y", 1002 * SECOND, ONE, 50 * ONE))
        .contains(new LargeTradeAlert(1002 * SECOND, "t150", "x", "y"));
  }

  @Test
  void state_and_heap_grow_with_the_window_and_no_further() {
    int fresh = detector.state().length;
    long small = detector.heapBytes();
    ordinary(200);
    int some = detector.state().length;
    ordinary(900);
    int full = detector.state().length;
    long large = detector.heapBytes();
    ordinary(3_000);
    assertThat(List.of(fresh, some, full)).isSorted().doesNotHaveDuplicates();
    assertThat(detector.state()).hasSize(full);
    assertThat(detector.heapBytes()).isEqualTo(large).isGreaterThan(10 * small);
  }
}
