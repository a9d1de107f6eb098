package dev.tidemark.smartdb.contract;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.indicator.Ema;
import dev.tidemark.core.indicator.RealisedVolatility;
import dev.tidemark.core.indicator.Sma;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.micro.PromptTrades;
import dev.tidemark.core.micro.RollingVwap;
import dev.tidemark.core.micro.TradeImbalance;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.regime.RegimeTag;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
  private final List<Session> sessions;
  private final TradingCalendar calendar;
  private final List<Trade> large = new ArrayList<>();

  KernelFeatures(
      List<Trade> records, List<Quote> quotes, List<Session> sessions, TradingCalendar calendar) {
    this.records = List.copyOf(records);
    this.quotes =
        quotes.stream()
            .filter(Quote::isValid)
            .sorted(Comparator.comparingLong(Quote::tsNanos).thenComparingLong(Quote::seq))
            .toList();
    this.sessions = List.copyOf(sessions);
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
    Sma sma = new Sma(20);
    Ema ewm = Ema.ewm12();
    RealisedVolatility volatility = new RealisedVolatility(calendar.minutesPerYear());
    RollingVwap vwap = RollingVwap.fiveMinutes();
    TradeImbalance imbalance = TradeImbalance.fiveMinutes();
    Bar last = null;
    double smaNow = Double.NaN;
    double ewmNow = Double.NaN;
    double volatilityNow = Double.NaN;
    long grid = -1;
    for (Bar bar : bars(Timeframe.M1, known)) {
      if (bar.endNanos() > now) {
        break;
      }
      long place = place(bar.startNanos());
      int missing = (int) (place - grid - 1);
      if (last == null || !session(last.startNanos()).equals(session(bar.startNanos()))) {
        volatility.session();
        volatility.missing(
            (int)
                ((bar.startNanos() - session(bar.startNanos()).openNanos())
                    / SimulatedTape.MINUTE));
      } else {
        volatility.missing(missing);
      }
      sma.missing(missing);
      ewm.missing(missing);
      vwap.missing(missing);
      imbalance.missing(missing);
      double close = Int128.of(bar.close()).toDouble(8);
      smaNow = sma.update(close);
      ewmNow = ewm.update(close);
      volatilityNow = volatility.update(close);
      vwap.update(
          bar.volume().high(), bar.volume().low(), bar.notional().high(), bar.notional().low());
      imbalance.update(
          bar.buyVolume().high(),
          bar.buyVolume().low(),
          bar.sellVolume().high(),
          bar.sellVolume().low());
      last = bar;
      grid = place;
    }
    int open = (int) (closedMinutes(now) - 1 - grid);
    vwap.missing(open);
    imbalance.missing(open);
    return new Values(
        last,
        smaNow,
        ewmNow,
        volatilityNow,
        last == null ? "" : RegimeTag.of(Int128.of(last.close()).toDouble(8), smaNow).text(),
        last == null ? Double.NaN : vwap.value(),
        last == null ? Double.NaN : imbalance.value(),
        quote(now, known),
        large.stream()
            .anyMatch(
                t ->
                    t.tsNanos() <= now
                        && t.tsNanos() > now - LARGE_AGE
                        && PromptTrades.judgedNanos(t) <= known));
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

  private Session session(long nanos) {
    Optional<Session> session = sessions.stream().filter(s -> s.contains(nanos)).findFirst();
    return session.orElseThrow();
  }

  /** Number of the minute in the grid of the sessions given. */
  private long place(long label) {
    long before = 0;
    for (Session session : sessions) {
      if (session.contains(label)) {
        return before + (label - session.openNanos()) / SimulatedTape.MINUTE;
      }
      before += session.lengthNanos() / SimulatedTape.MINUTE;
    }
    throw new IllegalArgumentException("outside every session: " + label);
  }

  private long closedMinutes(long now) {
    long minutes = 0;
    for (Session session : sessions) {
      long length = Math.clamp(now - session.openNanos(), 0, session.lengthNanos());
      minutes += length / SimulatedTape.MINUTE;
    }
    return minutes;
  }
}
