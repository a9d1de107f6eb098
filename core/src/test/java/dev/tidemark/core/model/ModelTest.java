package dev.tidemark.core.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ModelTest {

  private static Bar bar(String notional, String volume) {
    return new Bar(
        0,
        60,
        false,
        1,
        1,
        1,
        1,
        Int128.of(new BigDecimal(volume), 8),
        Int128.of(new BigDecimal(notional), 16),
        Int128.ZERO,
        Int128.ZERO,
        1);
  }

  @Test
  void vwapIsTheExactQuotientToTwelveDigits() {
    assertThat(bar("100", "3").vwap()).contains(new BigDecimal("33.333333333333"));
    assertThat(bar("0.000000000001", "8").vwap()).contains(new BigDecimal("0.000000000000"));
  }

  @Test
  void withoutVolumeThereIsNoVwap() {
    assertThat(bar("0", "0").vwap()).isEmpty();
  }

  @Test
  void tradesOfTheSameInstantAreOrderedBySequenceThenId() {
    Trade first = Trade.of("b", 5, 1, 1, 1, 9);
    Trade second = Trade.of("a", 5, 2, 1, 1, 9);
    Trade third = Trade.of("b", 5, 2, 1, 1, 9);
    assertThat(Trade.ORDER.compare(first, second)).isNegative();
    assertThat(Trade.ORDER.compare(second, third)).isNegative();
    assertThat(Trade.ORDER.compare(third, third)).isZero();
  }

  @Test
  void idsBeyondTheBasicPlaneAreOrderedAsBytes() {
    assertThat(Trade.compareIds("\uFF5E", "\uD83D\uDE00")).isNegative();
    assertThat("\uFF5E".compareTo("\uD83D\uDE00")).isPositive();
  }

  @Property(tries = 300)
  void idsAreOrderedByTheirBytes(
      @ForAll @Size(max = 3) List<@IntRange(max = Character.MAX_CODE_POINT) Integer> x,
      @ForAll @Size(max = 3) List<@IntRange(max = Character.MAX_CODE_POINT) Integer> y) {
    String a = text(x);
    String b = text(y);
    int expected = Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
    assertThat(Integer.signum(Trade.compareIds(a, b))).isEqualTo(Integer.signum(expected));
  }

  private static String text(List<Integer> codePoints) {
    return codePoints.stream()
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .map(Character::toString)
        .collect(Collectors.joining("x"));
  }

  @Test
  void aTradeThatSetsTheLastPriceAlsoSetsHighAndLow() {
    Trade trade = new Trade("a", 1, TradeOp.NEW, 0, 0, 1, 1, 0, null, true, false, true);
    assertThat(trade.updHilo()).isTrue();
  }

  @Test
  void negativeSizesAreRefused() {
    assertThatThrownBy(() -> Trade.of("a", 0, 0, 1, -1, 0)).hasMessageContaining("negative size");
  }

  @Test
  void lockedQuotesAreValidCrossedOnesAreNot() {
    assertThat(new Quote(0, 0, 5, 5, null, null, 0).isValid()).isTrue();
    assertThat(new Quote(0, 0, 6, 5, null, null, 0).isValid()).isFalse();
    assertThat(new Quote(0, 0, 0, 5, null, null, 0).isValid()).isFalse();
  }

  @Test
  void instrumentsNeedASymbolAndAPositiveTick() {
    assertThatThrownBy(() -> new Instrument(" ", AssetClass.FX, CalendarId.FX_24X5, null, false))
        .hasMessageContaining("no symbol");
    assertThatThrownBy(
            () -> new Instrument("X", AssetClass.FX, CalendarId.FX_24X5, BigDecimal.ZERO, false))
        .hasMessageContaining("Tick size");
  }
}
