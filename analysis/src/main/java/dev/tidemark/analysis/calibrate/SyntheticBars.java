package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.time.LocalDate;
import java.util.List;

/** Simulated prices as the engine reads real ones. */
final class SyntheticBars {
  static final Timeframe INTERVAL = Timeframe.M5;
  static final int BARS_PER_SESSION = 78;

  private static final LocalDate FIRST = LocalDate.of(2010, 1, 4);
  private static final LocalDate LAST = LocalDate.of(2019, 12, 31);
  private static final double UNIT = 1e8; // prices have eight decimals
  private static final Int128 VOLUME = Int128.of(100_000_000_000L);

  private SyntheticBars() {}

  /**
   * The first full sessions of the New York Stock Exchange from 2010 on; half days are left out.
   */
  static List<Session> sessions(int count) {
    List<Session> sessions =
        TradingCalendar.of(CalendarId.XNYS).sessions(FIRST, LAST).stream()
            .filter(session -> !session.halfDay())
            .limit(count)
            .toList();
    if (sessions.size() < count) {
      throw new IllegalArgumentException(
          "there are fewer sessions [asked=" + count + ", there=" + sessions.size() + "]");
    }
    return sessions;
  }

  /**
   * Bars with these opens and closes; high and low are the greater and the lesser of the two.
   *
   * @param tickSize 0 for none; prices are taken as they are
   */
  static SessionBars of(List<Session> sessions, double tickSize, double[] open, double[] close) {
    SessionBars.Builder bars = new SessionBars.Builder(INTERVAL, sessions, tickSize);
    int t = 0;
    for (Session session : sessions) {
      for (int k = 0; k < BARS_PER_SESSION; k++, t++) {
        long o = Math.round(open[t] * UNIT);
        long c = Math.round(close[t] * UNIT);
        long label = SessionGrid.bar(session, INTERVAL, k).startNanos();
        bars.bar(label, o, Math.max(o, c), Math.min(o, c), c, VOLUME, null);
      }
    }
    return bars.build();
  }
}
