package dev.tidemark.server.analysis;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Prices that come back to a level, or walk at random: bars of a seed, the same every time. */
final class SimulatedMarket implements MarketData {
  static final LocalDate FIRST = LocalDate.of(2023, 1, 3);
  static final LocalDate LAST = LocalDate.of(2023, 12, 29);

  private static final TradingCalendar XNYS = TradingCalendar.of(CalendarId.XNYS);

  /** How often bars were read, not counting what a cache answered. */
  final AtomicInteger reads = new AtomicInteger();

  /** Changes whenever other bars are stored. */
  final AtomicInteger version = new AtomicInteger();

  @Override
  public Optional<TickerInfo> ticker(String ticker) {
    if (!tickers().contains(ticker)) {
      return Optional.empty();
    }
    return Optional.of(
        new TickerInfo(
            new Instrument(
                ticker, AssetClass.EQUITY, CalendarId.XNYS, new BigDecimal("0.01"), false),
            List.of(new TickerInfo.Coverage(Timeframe.M15, FIRST, LAST, 6_500))));
  }

  @Override
  public List<String> tickers() {
    return List.of("NOISE", "REVERT");
  }

  @Override
  public String revision(BarsRequest request) {
    return "v" + version.get();
  }

  @Override
  public SessionBars bars(BarsRequest request) {
    if (ticker(request.ticker()).isEmpty()) {
      throw TidemarkException.of(
          ErrorCode.NOT_FOUND, "No bars", "nothing is stored of this ticker", "Load it first");
    }
    reads.incrementAndGet();
    double pull = request.ticker().equals("NOISE") ? 1.0 : 0.6;
    SplittableRandom random =
        new SplittableRandom(request.ticker().hashCode() + 31L * version.get());
    SessionBars.Builder bars =
        new SessionBars.Builder(
            request.interval(), XNYS.sessions(request.start(), request.end()), 0.01);
    double deviation = 0;
    double last = 100;
    for (Session session : XNYS.sessions(FIRST, LAST)) {
      for (int k = 0; k < SessionGrid.bars(session, request.interval()); k++) {
        deviation = pull * deviation + random.nextGaussian(0, 0.25);
        double close = 100 + deviation;
        double open = last;
        last = close;
        if (!session.date().isBefore(request.start()) && !session.date().isAfter(request.end())) {
          bars.bar(
              SessionGrid.bar(session, request.interval(), k).startNanos(),
              cents(open),
              cents(Math.max(open, close) + 0.05),
              cents(Math.min(open, close) - 0.05),
              cents(close),
              new BigDecimal(1000),
              null);
        }
      }
    }
    return bars.build();
  }

  @Override
  public Optional<BarQuotes> quotes(BarsRequest request, SessionBars bars, int maxAgeSeconds) {
    return Optional.empty();
  }

  private static BigDecimal cents(double price) {
    return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
  }
}
