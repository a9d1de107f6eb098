package dev.tidemark.smartdb.contract;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.live.MinuteFeatures;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.micro.PromptTrades;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.regime.RegimeTag;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the features must be, from the records themselves, by the kernels. */
final class KernelFeatures {
  private static final long QUOTE_AGE = 60 * SimulatedTape.SECOND;
  private static final long LARGE_AGE = 300 * SimulatedTape.SECOND;

  /**
   * Values at a time.
   *
   * @param bar the last closed minute; numbers are NaN without one
   * @param quote the prevailing one
   */
  record Values(
      @Nullable Bar bar,
      double sma,
      double ewm,
      double volatility,
      String regime,
      double vwap,
      double imbalance,
      @Nullable Quote quote,
      boolean large) {}

  private final List<Trade> records;
  private final List<Quote> quotes;
  private final TradingCalendar calendar;
  private final List<Trade> large = new ArrayList<>();

  KernelFeatures(List<Trade> records, List<Quote> quotes, TradingCalendar calendar) {
    this.records = List.copyOf(records);
    this.quotes =
        quotes.stream()
            .filter(Quote::isValid)
            .sorted(Comparator.comparingLong(Quote::tsNanos).thenComparingLong(Quote::seq))
            .toList();
    this.calendar = calendar;
    LargeTradeDetector detector = new LargeTradeDetector();
    for (Trade trade : PromptTrades.of(records)) {
      detector.trade(trade.tradeId(), trade.tsNanos(), trade.price(), trade.size());
      if (detector.wasLarge()) {
        large.add(trade);
      }
    }
  }

  List<Bar> bars(Timeframe timeframe, long knownNanos) {
    return TradeBars.asKnown(records, knownNanos, BarRules.of(calendar, timeframe));
  }

  List<Trade> largeTrades() {
    return List.copyOf(large);
  }

  /** At {@code asOf} as known at {@code known}: nothing after the earlier of the two is there. */
  Values at(long asOf, long known) {
    long now = Math.min(asOf, known);
    MinuteFeatures fold =
        new MinuteFeatures(calendar, List.of(Indicator.SMA_20, Indicator.VOLATILITY_1H));
    double[] values = new double[fold.size()];
    Arrays.fill(values, Double.NaN);
    Bar last = null;
    for (Bar bar : bars(Timeframe.M1, known)) {
      if (bar.endNanos() > now) {
        break;
      }
      fold.bar(bar, values);
      last = bar;
    }
    fold.emptyUntil(now);
    return new Values(
        last,
        values[0],
        values[2],
        values[1],
        last == null ? "" : RegimeTag.of(Int128.of(last.close()).toDouble(8), values[0]).text(),
        fold.vwap(),
        fold.imbalance(),
        quote(now, known),
        large.stream()
            .anyMatch(
                t ->
                    t.tsNanos() <= now
                        && t.tsNanos() > now - LARGE_AGE
                        && PromptTrades.judgedNanos(t.tsNanos()) <= known));
  }

  private @Nullable Quote quote(long now, long known) {
    Quote prevailing = null;
    for (Quote quote : quotes) {
      if (quote.tsNanos() <= now
          && quote.tsNanos() >= now - QUOTE_AGE
          && quote.knownNanos() <= known) {
        prevailing = quote;
      }
    }
    return prevailing;
  }
}
