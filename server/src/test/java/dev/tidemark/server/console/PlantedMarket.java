package dev.tidemark.server.console;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.BarsRequest;
import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.model.AssetClass;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random walks in memory. Those of all tickers but NOISE come back to where an hour began, on
 * Tuesdays from 10:30 and on Thursdays from 13:30.
 */
final class PlantedMarket implements MarketData {
  static final LocalDate FIRST = LocalDate.of(2021, 1, 4);
  static final LocalDate LAST = LocalDate.of(2022, 12, 30);

  private static final TradingCalendar XNYS = TradingCalendar.of(CalendarId.XNYS);
  private static final double STEP = 0.0007;
  private static final double PULL = 0.55;
  private static final int BARS_PER_HOUR = 12;

  @Override
  public Optional<TickerInfo> ticker(String ticker) {
    return tickers().contains(ticker)
        ? Optional.of(
            new TickerInfo(
                new Instrument(
                    ticker, AssetClass.EQUITY, CalendarId.XNYS, new BigDecimal("0.01"), false),
                List.of(new TickerInfo.Coverage(Timeframe.M5, FIRST, LAST, 39_030))))
        : Optional.empty();
  }

  @Override
  public List<String> tickers() {
    return List.of("HELD", "NOISE", "TIDE");
  }

  @Override
  public String revision(BarsRequest request) {
    return "1";
  }

  @Override
  public SessionBars bars(BarsRequest request) {
    boolean planted = !request.ticker().equals("NOISE");
    SplittableRandom random = new SplittableRandom(planted ? 7 : 11);
    List<Session> sessions = XNYS.sessions(request.start(), request.end());
    SessionBars.Builder bars = new SessionBars.Builder(request.interval(), sessions, 0.01);
    double x = StrictMath.log(250);
    for (Session session : sessions) {
      double anchor = x;
      for (int k = 0; k < SessionGrid.bars(session, request.interval()); k++) {
        if (k % BARS_PER_HOUR == 0) {
          anchor = x;
        }
        double open = StrictMath.exp(x);
        double pull =
            planted && reverts(session.date().getDayOfWeek(), k / BARS_PER_HOUR) ? PULL : 0;
        x += STEP * random.nextGaussian() - pull * (x - anchor);
        add(bars, SessionGrid.bar(session, request.interval(), k).startNanos(), open, x);
      }
    }
    return bars.build();
  }

  private static boolean reverts(DayOfWeek day, int hour) {
    return day == DayOfWeek.TUESDAY && hour == 1 || day == DayOfWeek.THURSDAY && hour == 4;
  }

  private static void add(SessionBars.Builder bars, long label, double open, double logClose) {
    double close = StrictMath.exp(logClose);
    bars.bar(
        label,
        price(open),
        price(Math.max(open, close)),
        price(Math.min(open, close)),
        price(close),
        new BigDecimal(1000),
        null);
  }

  private static BigDecimal price(double value) {
    return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN);
  }

  @Override
  public Optional<BarQuotes> quotes(BarsRequest request, SessionBars bars, int maxAgeSeconds) {
    return Optional.empty();
  }
}
