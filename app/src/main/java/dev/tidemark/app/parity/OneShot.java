package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.live.BatchFeatures;
import dev.tidemark.core.live.FeatureColumns;
import dev.tidemark.core.live.QuoteColumns;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.List;

/**
 * What every engine is held against: everything known at one time, computed at once by the kernels
 * from the records, with no state of a stream.
 */
final class OneShot {
  private static final LatenessPolicy POLICY = LatenessPolicy.DEFAULT;

  private final SeriesLog log;
  private final TradingCalendar calendar;
  private final Accepted accepted;

  OneShot(SeriesLog log, TradingCalendar calendar) {
    this.log = log;
    this.calendar = calendar;
    this.accepted = Accepted.of(log, calendar);
  }

  Accepted accepted() {
    return accepted;
  }

  /**
   * What is closed and known at a time.
   *
   * @param knownNanos a whole second; {@link Long#MAX_VALUE} for all that was ever told
   */
  Known at(long knownNanos) {
    Known known = new Known();
    boolean traded = accepted.trades().stream().anyMatch(each -> each.knownNanos() <= knownNanos);
    QuoteColumns quotes =
        BatchFeatures.surviving(
            accepted.quotes().stream().filter(each -> each.knownNanos() <= knownNanos).toList());
    List<Trade> surviving = TradeBars.surviving(accepted.trades(), knownNanos);
    long tradesThrough = closedThrough(knownNanos, greatestTrade(knownNanos));
    long quotesThrough =
        closedThrough(
            knownNanos, quotes.rows() == 0 ? Long.MIN_VALUE : quotes.tsNanos()[quotes.rows() - 1]);
    long through = traded ? tradesThrough : quotesThrough;
    for (Timeframe timeframe : View.TIMEFRAMES) {
      BarRules rules = BarRules.of(log.instrument(), calendar, timeframe);
      BarColumns bars = traded ? ofTrades(surviving, rules) : ofMids(quotes, rules);
      for (int row = 0; row < bars.rows() && bars.end[row] <= through; row++) {
        known.bars(timeframe).put(bars.start[row], bars.bar(row));
      }
      if (timeframe == Timeframe.M1) {
        put(BatchFeatures.ofBars(bars, calendar, through), known);
      }
    }
    put(BatchFeatures.ofQuotes(quotes, quotesThrough), known);
    if (knownNanos == Long.MAX_VALUE) {
      alerts(known);
    }
    return known;
  }

  private void alerts(Known known) {
    BatchFeatures.alerts(log.key(), accepted.trades())
        .forEach(each -> known.alert(each.id(), each.alert()));
  }

  private static void put(FeatureColumns columns, Known known) {
    for (int row = 0; row < columns.rows(); row++) {
      known.features(columns.group()).put(columns.startNanos()[row], columns.row(row));
    }
  }

  private long greatestTrade(long knownNanos) {
    return accepted.trades().stream()
        .filter(each -> each.knownNanos() <= knownNanos)
        .mapToLong(Trade::tsNanos)
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** By the watermark of the records, or because the time itself has gone on. */
  private static long closedThrough(long knownNanos, long greatestNanos) {
    if (knownNanos == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long idle = knownNanos - POLICY.allowedNanos() - POLICY.idleNanos();
    return greatestNanos == Long.MIN_VALUE
        ? idle
        : Math.max(idle, greatestNanos - POLICY.allowedNanos());
  }

  private static BarColumns ofTrades(List<Trade> surviving, BarRules rules) {
    BarColumns out = new BarColumns();
    TradeBars.bars(surviving, rules).forEach(out::add);
    return out;
  }

  private static BarColumns ofMids(QuoteColumns quotes, BarRules rules) {
    return ColumnarBars.ofMids(quotes.rows(), quotes.tsNanos(), quotes.bid(), quotes.ask(), rules);
  }
}
