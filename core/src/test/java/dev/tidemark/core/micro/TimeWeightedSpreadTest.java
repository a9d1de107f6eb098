package dev.tidemark.core.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TimeWeightedSpreadTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long ONE = 100_000_000L;
  private static final long MINUTE = 60 * SECOND;

  private final List<MinuteSpread> minutes = new ArrayList<>();
  private final TimeWeightedSpread spreads = new TimeWeightedSpread(minutes::add);

  @Test
  void each_quote_weighs_the_time_it_stood() {
    spreads.quote(MINUTE, 9 * ONE, 11 * ONE);
    spreads.quote(MINUTE + 15 * SECOND, 8 * ONE, 12 * ONE);
    spreads.advanceTo(2 * MINUTE);
    assertThat(minutes)
        .containsExactly(
            new MinuteSpread(
                MINUTE,
                3.5,
                (2.0 / 10 * (15 * SECOND) + 4.0 / 10 * (45 * SECOND)) / MINUTE * 1e4,
                1.0));
  }

  @Test
  void a_quote_reaches_into_the_next_minute_and_expires_there() {
    spreads.quote(MINUTE + 30 * SECOND, 9 * ONE, 11 * ONE);
    spreads.advanceTo(4 * MINUTE);
    assertThat(minutes).extracting(MinuteSpread::startNanos).containsExactly(MINUTE, 2 * MINUTE);
    assertThat(minutes).extracting(MinuteSpread::coverage).containsExactly(0.5, 0.5);
    assertThat(minutes).extracting(MinuteSpread::quoted).containsExactly(2.0, 2.0);
  }

  @Test
  void a_crossed_quote_leaves_a_hole() {
    spreads.quote(MINUTE, 9 * ONE, 11 * ONE);
    spreads.quote(MINUTE + 15 * SECOND, 11 * ONE, 9 * ONE);
    spreads.quote(MINUTE + 45 * SECOND, 9 * ONE, 13 * ONE);
    spreads.advanceTo(2 * MINUTE);
    assertThat(minutes.getFirst().coverage()).isEqualTo(0.5);
    assertThat(minutes.getFirst().quoted()).isEqualTo(3.0);
  }

  @Test
  void a_minute_is_emitted_once_it_is_over_and_not_before() {
    spreads.quote(MINUTE, 9 * ONE, 11 * ONE);
    spreads.advanceTo(2 * MINUTE - 1);
    assertThat(minutes).isEmpty();
    spreads.advanceTo(2 * MINUTE);
    assertThat(minutes).hasSize(1);
  }

  @Test
  void minutes_without_quotes_do_not_appear() {
    spreads.quote(MINUTE, 9 * ONE, 11 * ONE);
    spreads.quote(9 * MINUTE, 9 * ONE, 11 * ONE);
    spreads.advanceTo(10 * MINUTE);
    assertThat(minutes).extracting(MinuteSpread::startNanos).containsExactly(MINUTE, 9 * MINUTE);
  }

  @Test
  void quotes_out_of_order_are_refused() {
    spreads.quote(5, ONE, ONE);
    assertThatThrownBy(() -> spreads.quote(4, ONE, ONE)).hasMessageContaining("out of order");
  }

  @Property(tries = 60)
  void ticking_the_clock_and_restarting_change_no_bit(@ForAll long seed) {
    List<MinuteSpread> plain = new ArrayList<>();
    List<MinuteSpread> ticked = new ArrayList<>();
    TimeWeightedSpread a = new TimeWeightedSpread(plain::add);
    TimeWeightedSpread b = new TimeWeightedSpread(ticked::add);
    SplittableRandom random = new SplittableRandom(seed);
    long ts = 1_700_000_000L * SECOND;
    for (int i = 0; i < 200; i++) {
      long next = ts + random.nextLong(random.nextInt(10) == 0 ? 100 * SECOND : 5 * SECOND);
      b.advanceTo(ts + (next - ts) / 3);
      if (i % 7 == 0) {
        ByteBuffer state = ByteBuffer.allocate(TimeWeightedSpread.STATE_BYTES);
        b.write(state);
        b = new TimeWeightedSpread(ticked::add);
        b.read(state.flip());
      }
      long bid = 100 * ONE + random.nextInt(1000);
      long ask = bid + random.nextInt(-50, 500);
      a.quote(next, bid, ask);
      b.quote(next, bid, ask);
      ts = next;
    }
    a.advanceTo(ts + 5 * MINUTE);
    b.advanceTo(ts + 5 * MINUTE);
    assertThat(ticked).isEqualTo(plain).isNotEmpty();
  }
}
