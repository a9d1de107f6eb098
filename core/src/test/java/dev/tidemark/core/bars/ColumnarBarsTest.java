package dev.tidemark.core.bars;

import static dev.tidemark.core.bars.TradeLog.CRYPTO;
import static dev.tidemark.core.bars.TradeLog.MINUTE;
import static dev.tidemark.core.bars.TradeLog.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ColumnarBarsTest {

  private static final BarRules M1 = BarRules.of(CRYPTO, Timeframe.M1);

  private static TradeColumns columns(List<Trade> trades) {
    int rows = trades.size();
    byte[] sides = new byte[rows];
    byte[] flags = new byte[rows];
    for (int i = 0; i < rows; i++) {
      Trade trade = trades.get(i);
      sides[i] =
          trade.side() == null
              ? TradeColumns.NO_SIDE
              : trade.side() == Side.BUY ? TradeColumns.BUY : TradeColumns.SELL;
      flags[i] =
          (byte)
              ((trade.updLast() ? 0 : TradeColumns.NO_LAST)
                  | (trade.updHilo() ? 0 : TradeColumns.NO_HILO)
                  | (trade.updVol() ? 0 : TradeColumns.NO_VOLUME));
    }
    return new TradeColumns(
        rows,
        trades.stream().mapToLong(Trade::tsNanos).toArray(),
        trades.stream().mapToLong(Trade::price).toArray(),
        trades.stream().mapToLong(Trade::size).toArray(),
        sides,
        flags);
  }

  @Property(tries = 200)
  void columnsGiveTheSameBarsAsRecords(@ForAll long seed) {
    List<Trade> trades = TradeBars.surviving(TradeLog.records(seed, false), Long.MAX_VALUE);
    assertThat(ColumnarBars.ofTrades(columns(trades), M1).bars())
        .isEqualTo(TradeBars.bars(trades, M1));
  }

  @Property(tries = 100)
  void recordsAndColumnsConvertWithoutLoss(@ForAll long seed) {
    List<Bar> bars = TradeBars.asKnown(TradeLog.records(seed, false), Long.MAX_VALUE, M1);
    BarColumns columns = new BarColumns();
    bars.forEach(columns::add);
    assertThat(columns.bars()).isEqualTo(bars);
  }

  @Test
  void descendingTimesAreRefused() {
    TradeColumns trades =
        TradeColumns.of(2, new long[] {5, 4}, new long[] {1, 1}, new long[] {1, 1});
    assertThatThrownBy(() -> ColumnarBars.ofTrades(trades, M1))
        .hasMessageContaining("out of order")
        .hasMessageContaining("row=1");
  }

  @Test
  void arraysMayBeLongerThanTheRows() {
    TradeColumns trades =
        TradeColumns.of(1, new long[] {NOON, 4}, new long[] {1, 1}, new long[] {1, 1});
    assertThat(ColumnarBars.ofTrades(trades, M1).rows()).isEqualTo(1);
  }

  @Test
  void quotesGiveBarsOfMiddlesWithoutVolume() {
    long[] ts = {NOON, NOON + 1, NOON + 2, NOON + 3, NOON + MINUTE};
    long[] bid = {100, 110, 500, 0, 90};
    long[] ask = {102, 110, 400, 9, 94}; // the third is crossed, the fourth has no bid
    List<Bar> bars = ColumnarBars.ofMids(5, ts, bid, ask, M1).bars();
    assertThat(bars).extracting(Bar::open).containsExactly(101L, 92L);
    assertThat(bars).extracting(Bar::close).containsExactly(110L, 92L);
    assertThat(bars).allSatisfy(bar -> assertThat(bar.vwap()).isEmpty());
    assertThat(bars).allSatisfy(bar -> assertThat(bar.tradeCount()).isZero());
  }

  @Property(tries = 300)
  void middlesAreRoundedHalfEven(
      @ForAll @LongRange(min = 1) long bid, @ForAll @LongRange(min = 0, max = 9) long spread) {
    long ask = Math.max(bid, bid + spread);
    BigDecimal exact =
        BigDecimal.valueOf(bid).add(BigDecimal.valueOf(ask)).divide(BigDecimal.valueOf(2));
    assertThat(ColumnarBars.mid(bid, ask))
        .isEqualTo(exact.setScale(0, RoundingMode.HALF_EVEN).longValueExact());
  }
}
