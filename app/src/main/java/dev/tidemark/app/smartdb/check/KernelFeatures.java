package dev.tidemark.app.smartdb.check;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.live.MinuteFeatures;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.regime.RegimeTag;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.List;

/** The bar features of every valid minute, by the fold of the program. */
final class KernelFeatures {
  private static final List<Indicator> SERVED = List.of(Indicator.SMA_20, Indicator.VOLATILITY_1H);

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
  private final MinuteFeatures fold;
  private final double[] values;
  private final List<Row> rows = new ArrayList<>();

  /** {@code untilNanos}: only bars that are closed then. */
  KernelFeatures(
      KernelBars bars, TradingCalendar calendar, MinuteNumbers numbers, long untilNanos) {
    this.bars = bars;
    this.numbers = numbers;
    this.fold = new MinuteFeatures(calendar, SERVED);
    this.values = new double[fold.size()];
    BarColumns minutes = bars.minutes();
    for (int bar = 0; bar < minutes.rows() && minutes.end[bar] <= untilNanos; bar++) {
      add(minutes, bar);
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** {@code vwap_5m} and {@code trade_imbalance_5m} at a time at or after the last bar. */
  double[] at(long nanos) {
    fold.emptyUntil(nanos);
    return new double[] {fold.vwap(), fold.imbalance()};
  }

  private void add(BarColumns minutes, int bar) {
    if (!fold.bar(minutes.bar(bar), bars.notionalTold(bar), values)) {
      return;
    }
    double close = Decimals.toDouble(minutes.close[bar], Decimals.PRICE_SCALE);
    rows.add(
        new Row(
            bar,
            minutes.start[bar],
            minutes.end[bar],
            numbers.of(minutes.start[bar]),
            values[0],
            values[2],
            values[1],
            values[3],
            values[4],
            RegimeTag.of(close, values[0]).text()));
  }
}
