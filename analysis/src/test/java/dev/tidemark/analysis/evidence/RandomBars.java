package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Bars of a random walk that likes to come back, over sessions that include half days, with bars
 * missing one by one and in runs, and some without volume or average price.
 */
public final class RandomBars {
  /** Half days on 29 November and 24 December. */
  private static final LocalDate START = LocalDate.of(2024, 10, 14);

  private final long seed;
  private SplittableRandom random;
  private final Timeframe interval;
  private final List<Session> sessions;
  private double missing = 0.02;
  private double longGap = 0.002;
  private double tick = 0.01;
  private double volatility = 0.002;
  private double reversion = 0.02;
  private int power;
  private IntPredicate garbage = session -> false;

  private RandomBars(long seed, Timeframe interval, int sessions) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.interval = interval;
    this.sessions =
        TradingCalendar.of(CalendarId.XNYS)
            .sessions(START, START.plusYears(3))
            .subList(0, sessions);
  }

  public static RandomBars of(long seed, Timeframe interval, int sessions) {
    return new RandomBars(seed, interval, sessions);
  }

  public RandomBars missing(double single, double run) {
    missing = single;
    longGap = run;
    return this;
  }

  public RandomBars volatility(double perBar) {
    volatility = perBar;
    return this;
  }

  /** Share of the distance to 100 that a bar makes up for. */
  public RandomBars reversion(double perBar) {
    reversion = perBar;
    return this;
  }

  /** Prices times {@code 2^power}. */
  public RandomBars scaled(int byPower) {
    power = byPower;
    return this;
  }

  /** Sessions whose bars are something else altogether. */
  public RandomBars garbage(IntPredicate inSessions) {
    garbage = inSessions;
    return this;
  }

  /** The same bars whenever it is called. */
  public SessionBars build() {
    random = new SplittableRandom(seed);
    SessionBars.Builder bars = new SessionBars.Builder(interval, sessions, tick);
    double price = 100;
    int gap = 0;
    for (int s = 0; s < sessions.size(); s++) {
      if (garbage.test(s)) {
        price = 1 + 500 * random.nextDouble();
      }
      for (int k = 0; k < SessionGrid.bars(sessions.get(s), interval); k++) {
        double shock = volatility * (random.nextDouble() + random.nextDouble() - 1) * 2.4;
        double open = price * (1 + 0.2 * shock * random.nextDouble());
        price = (price + reversion * (100 - price)) * (1 + shock);
        gap = random.nextDouble() < longGap ? 3 + random.nextInt(60) : gap - 1;
        boolean absent = gap > 0 || random.nextDouble() < missing;
        if (!absent) {
          bar(bars, SessionGrid.bar(sessions.get(s), interval, k).startNanos(), open, price);
        }
      }
    }
    return bars.build();
  }

  private void bar(SessionBars.Builder bars, long label, double from, double to) {
    BigDecimal open = cents(from);
    BigDecimal close = cents(to);
    BigDecimal middle = open.add(close).multiply(new BigDecimal("0.5"));
    bars.bar(
        label,
        open,
        open.max(close),
        open.min(close),
        close,
        BigDecimal.valueOf(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(9_000)),
        random.nextInt(20) == 0 ? null : middle);
  }

  private BigDecimal cents(double price) {
    BigDecimal rounded = BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
    BigDecimal factor =
        power >= 0
            ? BigDecimal.valueOf(2).pow(power)
            : BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow(-power));
    return rounded.multiply(factor);
  }
}
