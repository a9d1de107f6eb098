package dev.tidemark.analysis;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/** A random walk seen through trades that hit bid or ask by chance, four basis points apart. */
final class Bounce {
  private static final double PER_BAR = 0.0002;
  private static final double HALF_SPREAD = 0.0004;

  private Bounce() {}

  static SessionBars of(int seed, int sessions) {
    LocalDate start = LocalDate.of(2024, 10, 14);
    List<Session> days =
        TradingCalendar.of(CalendarId.XNYS)
            .sessions(start, start.plusYears(2))
            .subList(0, sessions);
    SessionBars.Builder bars = new SessionBars.Builder(Timeframe.M5, days, 0);
    PhiloxStream noise = PhiloxStream.of(seed, Purpose.SYNTH, 0, 0);
    double middle = 100;
    for (Session day : days) {
      for (int k = 0; k < SessionGrid.bars(day, Timeframe.M5); k++) {
        BigDecimal open = seen(middle, noise);
        middle *= 1 + PER_BAR * noise.nextNormal();
        BigDecimal close = seen(middle, noise);
        bars.bar(
            SessionGrid.bar(day, Timeframe.M5, k).startNanos(),
            open,
            open.max(close),
            open.min(close),
            close,
            BigDecimal.TEN,
            null);
      }
    }
    return bars.build();
  }

  private static BigDecimal seen(double middle, PhiloxStream noise) {
    double price = middle * (1 + (noise.nextWord() < 0 ? -HALF_SPREAD : HALF_SPREAD));
    return BigDecimal.valueOf(price).setScale(8, RoundingMode.HALF_EVEN);
  }
}
