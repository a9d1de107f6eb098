package dev.tidemark.core.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.core.number.Decimals;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EffectiveSpreadTest {
  private static final long SECOND = 1_000_000_000L;

  private final EffectiveSpread spreads = new EffectiveSpread();

  private static long price(String text) {
    return Decimals.parseScaled(text, Decimals.PRICE_SCALE);
  }

  private void quote(long ts, String bid, String ask) {
    spreads.quote(ts, price(bid), price(ask));
  }

  private int sign(long ts, String p) {
    return spreads.trade(ts, price(p)).orElseThrow().sign();
  }

  @Test
  void a_trade_above_the_mid_buys() {
    quote(1, "9.75", "10.25");
    TradeSpread result = spreads.trade(2, price("10.5")).orElseThrow();
    assertThat(result).isEqualTo(new TradeSpread(0.5, 500.0, 1.0, 1000.0, 1));
    assertThat(sign(3, "9.99")).isEqualTo(-1);
  }

  @Test
  void a_quote_of_the_same_nanosecond_does_not_prevail_whichever_comes_first() {
    quote(1, "9", "11");
    quote(5, "99", "101");
    assertThat(spreads.trade(5, price("10"))).map(TradeSpread::quoted).contains(2.0);

    EffectiveSpread other = new EffectiveSpread();
    other.quote(1, price("9"), price("11"));
    assertThat(other.trade(5, price("10"))).map(TradeSpread::quoted).contains(2.0);
    other.quote(5, price("99"), price("101"));
    other.quote(5, price("98"), price("102"));
    assertThat(other.trade(5, price("10"))).map(TradeSpread::quoted).contains(2.0);
    assertThat(other.trade(6, price("10"))).map(TradeSpread::quoted).contains(4.0);
  }

  @Test
  void a_quote_lives_sixty_seconds() {
    quote(0, "9", "11");
    assertThat(spreads.trade(60 * SECOND, price("10"))).isPresent();
    assertThat(spreads.trade(60 * SECOND + 1, price("10"))).isEmpty();
  }

  @Test
  void a_crossed_quote_ends_the_one_before() {
    quote(0, "9", "11");
    quote(1, "11", "9");
    assertThat(spreads.trade(2, price("10"))).isEmpty();
    quote(3, "10", "10");
    assertThat(spreads.trade(4, price("10"))).map(TradeSpread::quoted).contains(0.0);
    quote(5, "0", "10");
    assertThat(spreads.trade(6, price("10"))).isEmpty();
  }

  @Test
  void without_quotes_there_is_nothing() {
    assertThat(spreads.trade(5, price("10"))).isEmpty();
    assertThat(spreads.trade(Long.MAX_VALUE, price("10"))).isEmpty();
  }

  @Test
  void at_the_mid_the_last_price_change_decides() {
    quote(0, "9", "11");
    assertThat(sign(1, "10")).isZero();
    assertThat(sign(2, "10.5")).isEqualTo(1);
    assertThat(sign(3, "10")).isEqualTo(-1);
    assertThat(sign(4, "10")).isEqualTo(-1);
    assertThat(sign(5, "9.5")).isEqualTo(-1);
    assertThat(sign(6, "10")).isEqualTo(1);
  }

  @Test
  void trades_without_a_quote_still_move_the_tick() {
    assertThat(spreads.trade(1, price("9"))).isEmpty();
    assertThat(spreads.trade(2, price("10"))).isEmpty();
    quote(3, "9", "11");
    assertThat(sign(4, "10")).isEqualTo(1);
  }

  @Test
  void state_travels() {
    quote(0, "9", "11");
    quote(1, "9.5", "10.5");
    spreads.trade(1, price("9"));
    spreads.trade(1, price("10"));
    ByteBuffer state = ByteBuffer.allocate(EffectiveSpread.STATE_BYTES);
    spreads.write(state);
    EffectiveSpread restored = new EffectiveSpread();
    restored.read(state.flip());
    assertThat(restored.trade(1, price("10"))).isEqualTo(spreads.trade(1, price("10"))).isPresent();
    assertThat(restored.trade(2, price("10"))).isEqualTo(spreads.trade(2, price("10"))).isPresent();
  }
}
