package dev.tidemark.transform.unify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarMaker;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.Names;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollUpTimelineTest {
  private static final long START = 600;
  private static final long END = 900;
  private static final long SETTLE = 15;

  private final Names names = new Names();
  private final BarRows minutes = new BarRows();

  private BarMaker minute(int index) {
    return BarMaker.in(minutes, names).minute(START + index * 60L);
  }

  private BarRows bars() {
    BarRows out = new BarRows();
    new RollUpTimeline(names, SETTLE * BarMaker.SECOND)
        .append(
            minutes, 0, minutes.size(), START * BarMaker.SECOND, END * BarMaker.SECOND, false, out);
    return out;
  }

  private static List<String> show(BarRows rows) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      out.add(
          "%d: %d %d %d %d v%d r%d"
              .formatted(
                  rows.get(BarField.KNOWN, i) / BarMaker.SECOND,
                  rows.get(BarField.OPEN, i) / BarMaker.PRICE,
                  rows.get(BarField.HIGH, i) / BarMaker.PRICE,
                  rows.get(BarField.LOW, i) / BarMaker.PRICE,
                  rows.get(BarField.CLOSE, i) / BarMaker.PRICE,
                  rows.get(BarField.VOLUME_LOW, i) / BarMaker.PRICE,
                  rows.get(BarField.REVISION, i)));
    }
    return out;
  }

  private void fiveMinutes() {
    for (int i = 0; i < 5; i++) {
      minute(i).known(START + 60 * (i + 1) + 3).prices(10 + i, 20 + i, 5 - i, 12 + i).volume(1);
    }
  }

  @Test
  void exists_when_the_last_minute_is_known() {
    fiveMinutes();
    assertThat(show(bars())).containsExactly("903: 10 24 1 16 v5 r0");
  }

  @Test
  void never_exists_before_its_close() {
    for (int i = 0; i < 5; i++) {
      minute(i).known(700).prices(10, 10, 10, 10).volume(1);
    }
    assertThat(show(bars())).containsExactly("900: 10 10 10 10 v5 r0");
  }

  @Test
  void waits_for_a_missing_minute_until_it_is_settled() {
    minute(0).known(663).prices(10, 11, 9, 10).volume(1);
    minute(2).known(783).prices(20, 21, 19, 20).volume(2);
    assertThat(show(bars())).containsExactly("915: 10 21 9 20 v3 r0");
  }

  @Test
  void a_minute_that_comes_after_that_makes_a_new_row() {
    minute(0).known(663).prices(10, 11, 9, 10).volume(1);
    minute(1).known(2000).prices(5, 30, 5, 30).volume(4);
    minute(2).known(783).prices(20, 21, 19, 20).volume(2);
    assertThat(show(bars())).containsExactly("915: 10 21 9 20 v3 r0", "2000: 10 30 5 20 v7 r1");
  }

  @Test
  void a_restated_minute_makes_a_new_row() {
    fiveMinutes();
    minute(4).known(5000).prices(14, 99, 1, 50).volume(1);
    assertThat(show(bars())).containsExactly("903: 10 24 1 16 v5 r0", "5000: 10 99 1 50 v5 r1");
  }

  @Test
  void the_first_minute_ever_known_late_makes_the_bar_late() {
    minute(3).known(5000).close(7).volume(1);
    assertThat(show(bars())).containsExactly("5000: 7 7 7 7 v1 r0");
  }

  @Test
  void sums_are_exact_and_vwap_is_their_quotient() {
    minute(0).volume(3).notional(31);
    minute(1).volume(4).notional(42);
    BarRows bar = bars();
    assertThat(bar.isNull(BarRows.NO_VWAP, 0)).isFalse();
    // 73 / 7 = 10.428571428571428..., to 12 digits half even
    assertThat(bar.get(BarField.VWAP_LOW, 0)).isEqualTo(10_428_571_428_571L);
    assertThat(names.name(bar.get(BarField.VWAP_QUALITY, 0))).isEqualTo("EXACT");
  }

  @Test
  void a_sum_that_one_minute_lacks_is_null() {
    minute(0).volume(3).notional(31);
    minute(1).volume(4);
    BarRows bar = bars();
    assertThat(bar.isNull(BarRows.NO_NOTIONAL, 0)).isTrue();
    assertThat(bar.isNull(BarRows.NO_VWAP, 0)).isTrue();
    assertThat(bar.get(BarField.NOTIONAL_LOW, 0)).isZero();
  }

  @Test
  void carries_flags_providers_and_mockness_of_its_minutes() {
    minute(0).provider("beta").flags("JUMP").basis("OBSERVED");
    minute(1).provider("alpha").flags("RESTATED").basis("ASSUMED").mock();
    BarRows bar = bars();
    assertThat(names.name(bar.get(BarField.PROVIDER, 0))).isEqualTo("alpha+beta");
    assertThat(names.name(bar.get(BarField.FLAGS, 0))).isEqualTo("JUMP,RESTATED,ROLLUP");
    assertThat(names.name(bar.get(BarField.BASIS, 0))).isEqualTo("ASSUMED");
    assertThat(bar.get(BarField.MOCK, 0)).isEqualTo(1);
  }

  @Test
  void minutes_without_prices_are_passed_over() {
    minute(0).noPrices().volume(0);
    minute(1).prices(3, 4, 2, 3).volume(1);
    assertThat(show(bars())).containsExactly("915: 3 4 2 3 v1 r0");
  }

  @Test
  void all_minutes_without_prices_make_a_bar_without_prices() {
    minute(0).noPrices().volume(0);
    BarRows bar = bars();
    assertThat(bar.size()).isEqualTo(1);
    assertThat(bar.isNull(BarRows.NO_PRICES, 0)).isTrue();
  }
}
