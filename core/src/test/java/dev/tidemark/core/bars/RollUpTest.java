package dev.tidemark.core.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RollUpTest {

  private static final TradingCalendar XNYS = TradingCalendar.of(CalendarId.XNYS);
  private static final Session DAY = XNYS.session(LocalDate.of(2024, 7, 3)).orElseThrow();

  /** One trade per minute of a half day. */
  private static List<Bar> minutes() {
    List<Trade> trades =
        IntStream.range(0, SessionGrid.bars(DAY, Timeframe.M1))
            .mapToObj(
                k -> {
                  long ts = SessionGrid.bar(DAY, Timeframe.M1, k).startNanos();
                  return Trade.of("T" + k, ts, 0, 100 + k * 37 % 11, 1 + k, ts);
                })
            .toList();
    return TradeBars.bars(trades, BarRules.of(XNYS, Timeframe.M1));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"S1", "S5"})
  void everySessionBarIsThere(Timeframe timeframe) {
    List<Bar> bars = RollUp.of(minutes(), BarRules.of(XNYS, timeframe));
    assertThat(bars).hasSize(SessionGrid.bars(DAY, timeframe));
    assertThat(bars.getLast().endNanos()).isEqualTo(DAY.closeNanos());
    assertThat(bars.stream().mapToLong(Bar::tradeCount).sum()).isEqualTo(210);
    assertThat(bars.getLast().partial())
        .isEqualTo(210 * 60 % timeframe.seconds() != 0 && timeframe != Timeframe.D1);
  }

  @Test
  void barsThatCrossALongerBarAreRefused() {
    List<Bar> hours = RollUp.of(minutes(), BarRules.of(XNYS, Timeframe.H1));
    assertThatThrownBy(() -> RollUp.of(hours, BarRules.of(XNYS, Timeframe.M5)))
        .hasMessageContaining("crosses the end");
  }

  @Test
  void barsOutsideTheCalendarOrOutOfOrderAreRefused() {
    List<Bar> minutes = minutes();
    BarRules fx = BarRules.of(TradingCalendar.of(CalendarId.FX_24X5), Timeframe.M5);
    Bar first = minutes.getFirst();
    assertThatThrownBy(() -> RollUp.of(List.of(first, first), BarRules.of(XNYS, Timeframe.M5)))
        .hasMessageContaining("do not ascend");
    long saturday = 86_400_000_000_000L * LocalDate.of(2024, 7, 6).toEpochDay();
    Bar weekend =
        new Bar(
            saturday,
            saturday + 1,
            false,
            1,
            1,
            1,
            1,
            first.volume(),
            first.notional(),
            first.buyVolume(),
            first.sellVolume(),
            1);
    assertThatThrownBy(() -> RollUp.of(List.of(weekend), fx))
        .hasMessageContaining("outside every session");
  }
}
