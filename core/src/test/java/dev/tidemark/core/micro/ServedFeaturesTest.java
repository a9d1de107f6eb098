package dev.tidemark.core.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The five-minute and quote features of the Smart-DB contract. */
class ServedFeaturesTest {
  private static final long ONE = 100_000_000L;

  private static void bar(RollingVwap vwap, long price, long size) {
    long p = price * ONE;
    long v = size * ONE;
    vwap.update(0, v, Math.multiplyHigh(p, v), p * v);
  }

  @Test
  void vwap_5m_is_exact_over_the_last_five_bars() {
    RollingVwap vwap = RollingVwap.fiveMinutes();
    assertThat(vwap.value()).isNaN();
    bar(vwap, 1_000_000, 1_000_000);
    for (int i = 0; i < 5; i++) {
      bar(vwap, 100 + i, 1 + i);
    }
    double expected = (100 + 2 * 101 + 3 * 102 + 4 * 103 + 5 * 104) / 15.0;
    assertThat(vwap.value()).isEqualTo(expected);
  }

  @Test
  void empty_minutes_take_their_place_in_the_window() {
    RollingVwap vwap = RollingVwap.fiveMinutes();
    bar(vwap, 100, 1);
    bar(vwap, 200, 1);
    vwap.missing(3);
    assertThat(vwap.value()).isEqualTo(150.0);
    vwap.missing(1);
    assertThat(vwap.value()).isEqualTo(200.0);
    vwap.missing(Integer.MAX_VALUE);
    assertThat(vwap.value()).isNaN();
  }

  @Test
  void imbalance_between_minus_one_and_one() {
    TradeImbalance imbalance = TradeImbalance.fiveMinutes();
    assertThat(imbalance.value()).isNaN();
    imbalance.update(0, 3 * ONE, 0, ONE);
    assertThat(imbalance.value()).isEqualTo(0.5);
    imbalance.update(0, 0, 0, 6 * ONE);
    assertThat(imbalance.value()).isEqualTo(-0.4);
    imbalance.missing(4);
    assertThat(imbalance.value()).isEqualTo(-1.0);
    imbalance.missing(1);
    assertThat(imbalance.value()).isNaN();
    imbalance.update(0, ONE, 0, ONE);
    assertThat(imbalance.value()).isZero();
  }

  @Test
  void state_of_windows_travels_and_is_copied() {
    RollingVwap vwap = RollingVwap.fiveMinutes();
    TradeImbalance imbalance = TradeImbalance.fiveMinutes();
    for (int i = 1; i < 8; i++) {
      bar(vwap, 100 + i, i);
      imbalance.update(0, i, 0, 2 * i * i);
    }
    ByteBuffer state = ByteBuffer.allocate(vwap.stateBytes() + imbalance.stateBytes());
    vwap.write(state);
    imbalance.write(state);
    state.flip();
    RollingVwap vwap2 = RollingVwap.fiveMinutes();
    TradeImbalance imbalance2 = TradeImbalance.fiveMinutes();
    vwap2.read(state);
    imbalance2.read(state);
    RollingVwap vwap3 = RollingVwap.fiveMinutes();
    vwap3.copyFrom(vwap2);
    vwap.missing(2);
    vwap2.missing(2);
    vwap3.missing(2);
    imbalance.missing(2);
    imbalance2.missing(2);
    assertThat(vwap2.value()).isEqualTo(vwap.value()).isEqualTo(vwap3.value());
    assertThat(imbalance2.value()).isEqualTo(imbalance.value());
  }

  @Test
  void bid_ask_spread_is_that_of_the_last_valid_quote() {
    QuoteSpreads quotes = new QuoteSpreads();
    assertThat(quotes.bidAskSpread()).isEmpty();
    quotes.quote(9 * ONE, 11 * ONE);
    quotes.quote(12 * ONE, 11 * ONE);
    assertThat(quotes.bidAskSpread()).hasValue(2 * ONE);
    quotes.quote(10 * ONE, 10 * ONE);
    assertThat(quotes.bidAskSpread()).hasValue(0);
  }

  @Test
  void the_rolling_spread_needs_a_hundred_valid_quotes() {
    QuoteSpreads quotes = new QuoteSpreads();
    for (int i = 0; i < 99; i++) {
      quotes.quote(9 * ONE, 11 * ONE);
      quotes.quote(11 * ONE, 9 * ONE);
    }
    assertThat(quotes.rollingBps()).isNaN();
    quotes.quote(9 * ONE, 11 * ONE);
    assertThat(quotes.rollingBps()).isEqualTo(2000.0);

    ByteBuffer state = ByteBuffer.allocate(quotes.stateBytes());
    quotes.write(state);
    QuoteSpreads restored = new QuoteSpreads();
    restored.read(state.flip());
    restored.quote(19 * ONE, 21 * ONE);
    quotes.quote(19 * ONE, 21 * ONE);
    assertThat(restored.rollingBps()).isEqualTo(quotes.rollingBps()).isEqualTo(1990.0);
    assertThat(restored.bidAskSpread()).isEqualTo(quotes.bidAskSpread());
  }
}
