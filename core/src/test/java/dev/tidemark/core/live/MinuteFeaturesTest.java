package dev.tidemark.core.live;

import static dev.tidemark.core.live.FeatureLog.MINUTE;
import static dev.tidemark.core.live.FeatureLog.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.indicator.BarColumns;
import dev.tidemark.core.indicator.ExactColumn;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.indicator.IndicatorSet;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MinuteFeaturesTest {
  private static final TradingCalendar XNYS = TradingCalendar.of(CalendarId.XNYS);
  private static final int INDICATORS = Indicator.all().size();

  /** The minutes of three sessions across a weekend and a change of clocks. */
  private static List<Session> sessions() {
    return XNYS.sessions(LocalDate.of(2024, 3, 7), LocalDate.of(2024, 3, 11));
  }

  private static Bar bar(SplittableRandom random, long label) {
    long open = (90 + random.nextLong(20)) * UNIT;
    long close = (90 + random.nextLong(20)) * UNIT;
    long buy = random.nextLong(5) * UNIT;
    long sell = random.nextLong(5) * UNIT;
    return new Bar(
        label,
        label + MINUTE,
        false,
        open,
        Math.max(open, close) + 1,
        Math.min(open, close) - 1,
        close,
        Int128.of(buy + sell),
        Int128.product(buy + sell, close),
        Int128.of(buy),
        Int128.of(sell),
        3);
  }

  /** Bars of the whole grid; null where there is none, often for a long time. */
  private static List<@Nullable Bar> grid(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<@Nullable Bar> grid = new ArrayList<>();
    int gap = 0;
    for (Session session : sessions()) {
      for (long at = session.openNanos(); at < session.closeNanos(); at += MINUTE) {
        gap = gap > 0 ? gap - 1 : random.nextInt(40) == 0 ? random.nextInt(60) : 0;
        grid.add(gap > 0 || random.nextInt(6) == 0 ? null : bar(random, at));
      }
    }
    return grid;
  }

  @Property(tries = 10)
  void indicatorsAreThoseOfTheGridWithEmptyBarsInIt(@ForAll long seed) {
    List<@Nullable Bar> grid = grid(seed);
    double[][] expected = IndicatorSet.columns(columns(grid), grid.size(), Indicator.all(), 98_280);
    MinuteFeatures fold = new MinuteFeatures(XNYS);
    double[] values = new double[fold.size()];
    for (int i = 0; i < grid.size(); i++) {
      Bar bar = grid.get(i);
      if (bar != null) {
        assertThat(fold.bar(bar, values)).isTrue();
        for (int k = 0; k < INDICATORS; k++) {
          assertThat(values[k])
              .as("%s at %d", Indicator.all().get(k), i)
              .isEqualTo(Double.valueOf(expected[k][i]));
        }
      }
    }
  }

  @Property(tries = 10)
  void theOtherFourFollowTheirDefinitions(@ForAll long seed) {
    List<@Nullable Bar> grid = grid(seed);
    MinuteFeatures fold = new MinuteFeatures(XNYS);
    double[] values = new double[fold.size()];
    for (int i = 0; i < grid.size(); i++) {
      Bar bar = grid.get(i);
      if (bar == null || !fold.bar(bar, values)) {
        continue;
      }
      List<Bar> five = new ArrayList<>();
      for (Bar each : grid.subList(Math.max(0, i - 4), i + 1)) {
        if (each != null) {
          five.add(each);
        }
      }
      assertThat(values[INDICATORS + 1])
          .isEqualTo(Double.valueOf(ratio(five, Bar::notional, 16, Bar::volume)));
      BigDecimal buys = sum(five, Bar::buyVolume, 8);
      BigDecimal sells = sum(five, Bar::sellVolume, 8);
      assertThat(values[INDICATORS + 2])
          .isEqualTo(Double.valueOf(divide(buys.subtract(sells), buys.add(sells))));
      double d = (bar.close() / 1e8 - values[0]) / values[0];
      assertThat(values[INDICATORS + 3])
          .isEqualTo(
              Double.valueOf(Double.isNaN(d) ? Double.NaN : d > 5e-4 ? 2 : d < -5e-4 ? 0 : 1));
    }
  }

  @Property(tries = 10)
  void aRestoredFoldGoesOnBitForBit(@ForAll long seed) {
    MinuteFeatures straight = new MinuteFeatures(XNYS);
    MinuteFeatures restored = new MinuteFeatures(XNYS);
    double[] one = new double[straight.size()];
    double[] other = new double[straight.size()];
    for (Bar bar : grid(seed)) {
      if (bar != null) {
        straight.bar(bar, one);
        restored = MinuteFeatures.restore(XNYS, restored.state());
        restored.bar(bar, other);
        assertThat(other).isEqualTo(one);
      }
    }
    assertThat(restored.state()).isEqualTo(straight.state());
  }

  @Test
  void anAverageWithANotionalThatIsNotToldIsNull() {
    MinuteFeatures fold = new MinuteFeatures(XNYS);
    double[] values = new double[fold.size()];
    SplittableRandom random = new SplittableRandom(1);
    long open = sessions().getFirst().openNanos();
    List<Boolean> told = new ArrayList<>();
    for (int minute = 0; minute < 9; minute++) {
      fold.bar(bar(random, open + minute * MINUTE), minute != 2, values);
      told.add(!Double.isNaN(values[INDICATORS + 1]));
    }
    assertThat(told).containsExactly(true, true, false, false, false, false, false, true, true);
  }

  @Test
  void minutesWithoutBarsLeaveTheWindowOfFive() {
    MinuteFeatures fold = new MinuteFeatures(XNYS);
    double[] values = new double[fold.size()];
    Session first = sessions().getFirst();
    fold.bar(bar(new SplittableRandom(7), first.closeNanos() - MINUTE), values);
    double average = fold.vwap();
    fold.emptyUntil(sessions().get(1).openNanos() + 4 * MINUTE);
    assertThat(fold.vwap()).isEqualTo(average);
    fold.emptyUntil(sessions().get(1).openNanos() + 5 * MINUTE);
    assertThat(fold.vwap()).isNaN();
  }

  @Test
  void aDamagedStateIsSaidToBeOne() {
    byte[] state = new MinuteFeatures(XNYS).state();
    assertThatThrownBy(() -> MinuteFeatures.restore(XNYS, Arrays.copyOf(state, 30)))
        .isInstanceOf(TidemarkException.class);
  }

  private interface Part {
    Int128 of(Bar bar);
  }

  private static BigDecimal sum(List<Bar> bars, Part part, int scale) {
    return bars.stream()
        .map(bar -> part.of(bar).toBigDecimal(scale))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static double ratio(List<Bar> bars, Part part, int scale, Part volume) {
    return divide(sum(bars, part, scale), sum(bars, volume, 8));
  }

  private static double divide(BigDecimal a, BigDecimal b) {
    return b.signum() == 0 ? Double.NaN : a.divide(b, MathContext.DECIMAL128).doubleValue();
  }

  private static BarColumns columns(List<@Nullable Bar> grid) {
    int rows = grid.size();
    double[][] prices = new double[5][rows];
    long[][] exact = new long[4][rows];
    int[] session = new int[rows];
    for (int i = 0; i < rows; i++) {
      Bar bar = grid.get(i);
      session[i] = i / 390;
      double none = Double.NaN;
      prices[0][i] = bar == null ? none : bar.open() / 1e8;
      prices[1][i] = bar == null ? none : bar.high() / 1e8;
      prices[2][i] = bar == null ? none : bar.low() / 1e8;
      prices[3][i] = bar == null ? none : bar.close() / 1e8;
      prices[4][i] = bar == null ? none : bar.volume().toDouble(8);
      exact[0][i] = bar == null ? 0 : bar.volume().high();
      exact[1][i] = bar == null ? 0 : bar.volume().low();
      exact[2][i] = bar == null ? 0 : bar.notional().high();
      exact[3][i] = bar == null ? 0 : bar.notional().low();
    }
    return BarColumns.of(prices[0], prices[1], prices[2], prices[3], prices[4])
        .withSessions(session)
        .withExact(
            new ExactColumn(exact[0], exact[1], null), new ExactColumn(exact[2], exact[3], null));
  }
}
