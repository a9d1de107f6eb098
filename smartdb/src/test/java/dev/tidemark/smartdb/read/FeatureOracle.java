package dev.tidemark.smartdb.read;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.indicator.Ema;
import dev.tidemark.core.indicator.RealisedVolatility;
import dev.tidemark.core.indicator.Sma;
import dev.tidemark.core.micro.RollingVwap;
import dev.tidemark.core.micro.TradeImbalance;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.regime.RegimeTag;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The features of bars by the program's kernels, from all records, anew for every question: what
 * the database has to equal.
 */
final class FeatureOracle {
  private static final long MINUTE = 60_000_000_000L;
  private static final long TTL = 4 * 24 * 60 * MINUTE;

  private final TradingCalendar calendar;
  private final List<Session> sessions;
  private final BarRules rules;

  /** Values at the last closed bar, NaN where there is none. */
  record Answer(
      Bar bar,
      double sma20,
      double ewm12,
      double volatility1h,
      double vwap5m,
      double tradeImbalance5m,
      String regimeTag) {}

  /**
   * @param sessions all sessions that a question or a record lies in, and those between
   */
  FeatureOracle(TradingCalendar calendar, List<Session> sessions) {
    this.calendar = calendar;
    this.sessions = sessions;
    this.rules = BarRules.of(calendar, Timeframe.M1);
  }

  Optional<Answer> at(Collection<Trade> records, long asOf, long asKnown) {
    return at(TradeBars.asKnown(records, asKnown, rules), asOf, Math.min(asOf, asKnown));
  }

  /** From bars as known; {@code closed}: no bar after it counts. */
  Optional<Answer> at(List<Bar> bars, long asOf, long closed) {
    Sma sma = new Sma(20);
    Ema ewm = Ema.ewm12();
    RealisedVolatility volatility = new RealisedVolatility(calendar.minutesPerYear());
    RollingVwap vwap = RollingVwap.fiveMinutes();
    TradeImbalance imbalance = TradeImbalance.fiveMinutes();
    Bar last = null;
    double mean = Double.NaN;
    double smooth = Double.NaN;
    double vol = Double.NaN;
    int next = 0;
    for (Session session : sessions) {
      volatility.session();
      for (long start = session.openNanos();
          start + MINUTE <= Math.min(closed, session.closeNanos());
          start += MINUTE) {
        while (next < bars.size() && bars.get(next).startNanos() < start) {
          next++;
        }
        if (next == bars.size() || bars.get(next).startNanos() != start) {
          sma.missing(1);
          ewm.missing(1);
          volatility.missing(1);
          vwap.missing(1);
          imbalance.missing(1);
          continue;
        }
        last = bars.get(next);
        double close = Decimals.toDouble(last.close(), Decimals.PRICE_SCALE);
        mean = sma.update(close);
        smooth = ewm.update(close);
        vol = volatility.update(close);
        vwap.update(
            last.volume().high(),
            last.volume().low(),
            last.notional().high(),
            last.notional().low());
        imbalance.update(
            last.buyVolume().high(),
            last.buyVolume().low(),
            last.sellVolume().high(),
            last.sellVolume().low());
      }
    }
    if (last == null || asOf - last.endNanos() > TTL) {
      return Optional.empty();
    }
    double close = Decimals.toDouble(last.close(), Decimals.PRICE_SCALE);
    return Optional.of(
        new Answer(
            last,
            mean,
            smooth,
            vol,
            vwap.value(),
            imbalance.value(),
            RegimeTag.of(close, mean).text()));
  }
}
