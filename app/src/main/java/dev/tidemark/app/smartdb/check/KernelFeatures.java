package dev.tidemark.app.smartdb.check;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.indicator.Ema;
import dev.tidemark.core.indicator.Fold;
import dev.tidemark.core.indicator.RealisedVolatility;
import dev.tidemark.core.indicator.Sma;
import dev.tidemark.core.indicator.ValidBar;
import dev.tidemark.core.micro.RollingVwap;
import dev.tidemark.core.micro.TradeImbalance;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.regime.RegimeTag;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.List;

/** The bar features of every valid minute, by the folds of the program. */
final class KernelFeatures {
  private static final int WINDOW = 20;

  /**
   * One minute.
   *
   * @param gridNo number of the minute in its calendar
   * @param sma NaN in warm-up, as are the others when they are null
   */
  record Row(
      int bar,
      long labelNanos,
      long closeNanos,
      long gridNo,
      double sma,
      double ewm,
      double volatility,
      double vwap,
      double imbalance,
      String regime) {}

  private final KernelBars bars;
  private final MinuteNumbers numbers;
  private final Sma sma = new Sma(WINDOW);
  private final Ema ewm = Ema.ewm12();
  private final RollingVwap vwap = RollingVwap.fiveMinutes();
  private final RollingVwap told = RollingVwap.fiveMinutes();
  private final TradeImbalance imbalance = TradeImbalance.fiveMinutes();
  private final RealisedVolatility volatility;
  private final List<Row> rows = new ArrayList<>();
  private long lastGrid = Long.MIN_VALUE;
  private long lastSession = Long.MIN_VALUE;

  /** {@code untilNanos}: only bars that are closed then. */
  KernelFeatures(
      KernelBars bars, TradingCalendar calendar, MinuteNumbers numbers, long untilNanos) {
    this.bars = bars;
    this.numbers = numbers;
    this.volatility = new RealisedVolatility(calendar.minutesPerYear());
    BarColumns minutes = bars.minutes();
    for (int bar = 0; bar < minutes.rows() && minutes.end[bar] <= untilNanos; bar++) {
      add(minutes, bar);
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** {@code vwap_5m} and {@code trade_imbalance_5m} at a grid minute at or after the last bar. */
  double[] atGrid(long gridNo) {
    long gap = lastGrid == Long.MIN_VALUE ? 0 : gridNo - lastGrid;
    if (gap > 0) {
      int missed = (int) Math.min(gap, Integer.MAX_VALUE);
      vwap.missing(missed);
      told.missing(missed);
      imbalance.missing(missed);
      lastGrid = gridNo;
    }
    double average = Double.isNaN(told.value()) ? vwap.value() : Double.NaN;
    return new double[] {average, imbalance.value()};
  }

  private void add(BarColumns minutes, int bar) {
    double open = price(minutes.open[bar]);
    double high = price(minutes.high[bar]);
    double low = price(minutes.low[bar]);
    double close = price(minutes.close[bar]);
    if (!ValidBar.test(open, high, low, close)) {
      return;
    }
    long grid = numbers.of(minutes.start[bar]);
    missing(grid);
    if (numbers.session() != lastSession) {
      volatility.session();
      lastSession = numbers.session();
    }
    vwap.update(
        minutes.volumeHigh[bar],
        minutes.volumeLow[bar],
        minutes.notionalHigh[bar],
        minutes.notionalLow[bar]);
    imbalance.update(
        minutes.boughtHigh[bar],
        minutes.boughtLow[bar],
        minutes.soldHigh[bar],
        minutes.soldLow[bar]);
    // The same window over ones and zeros: above zero while a notional in it is not told.
    told.update(0, bars.notionalTold(bar) ? 0 : 1, 0, 0);
    double mean = sma.update(close);
    rows.add(
        new Row(
            bar,
            minutes.start[bar],
            minutes.end[bar],
            grid,
            mean,
            ewm.update(close),
            volatility.update(close),
            Double.isNaN(told.value()) ? vwap.value() : Double.NaN,
            imbalance.value(),
            RegimeTag.of(close, mean).text()));
  }

  private void missing(long grid) {
    if (lastGrid != Long.MIN_VALUE && grid - lastGrid > 1) {
      int count = (int) Math.min(grid - lastGrid - 1, Integer.MAX_VALUE);
      for (Fold fold : List.<Fold>of(sma, ewm, vwap, told, imbalance, volatility)) {
        fold.missing(count);
      }
    }
    lastGrid = grid;
  }

  private static double price(long unscaled) {
    return Decimals.toDouble(unscaled, Decimals.PRICE_SCALE);
  }
}
