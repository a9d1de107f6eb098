package dev.tidemark.core.time;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a market, derived from its rules and from announced days. Sessions are instants;
 * local time only serves to derive them. Immutable for its callers and thread-safe: sessions are
 * computed when first asked for, and always come out the same.
 */
public final class TradingCalendar {

  /** All days that have instants in 64-bit nanoseconds (years 1677 to 2262). */
  private static final int LAST_DAY = 106_750;

  private static final int PAGE_BITS = 8;
  private static final int PAGE_DAYS = 1 << PAGE_BITS;

  private final CalendarId id;
  private final CalendarData data;
  private final SessionRule rule;
  private final AtomicReferenceArray<@Nullable Session[]> pages =
      new AtomicReferenceArray<>((2 * LAST_DAY >> PAGE_BITS) + 1);

  private TradingCalendar(CalendarId id, CalendarData data) {
    this.id = id;
    this.data = data;
    this.rule =
        switch (id) {
          case XNYS -> new XnysRule(data);
          case CRYPTO_24X7 -> SessionRule.everyDay(data);
          case FX_24X5 -> new FxRule(data);
        };
  }

  /** The calendar with the bundled data. */
  public static TradingCalendar of(CalendarId id) {
    return of(id, CalendarData.bundled(id));
  }

  /** The calendar's rules with other data. */
  public static TradingCalendar of(CalendarId id, CalendarData data) {
    return new TradingCalendar(id, data);
  }

  public CalendarId id() {
    return id;
  }

  /** The {@code calendar_version}: changes whenever a session may. */
  public String version() {
    return data.version();
  }

  /** Trading minutes of a nominal year; annualises volatility. */
  public double minutesPerYear() {
    return switch (id) {
      case XNYS -> 252 * 390;
      case CRYPTO_24X7 -> 365 * 1440;
      case FX_24X5 -> 52 * 5 * 1440;
    };
  }

  /** The session named by the date, if the market was open. */
  public Optional<Session> session(LocalDate date) {
    return Optional.ofNullable(sessionOfDay(date.toEpochDay()));
  }

  /** The session that contains the instant, if the market was open. */
  public Optional<Session> sessionAt(long nanos) {
    return Optional.ofNullable(find(nanos));
  }

  /** The sessions of all dates in {@code [from, to]}, oldest first. */
  public List<Session> sessions(LocalDate from, LocalDate toInclusive) {
    List<Session> sessions = new ArrayList<>();
    long first = Math.max(from.toEpochDay(), -LAST_DAY);
    long last = Math.min(toInclusive.toEpochDay(), LAST_DAY);
    for (long day = first; day <= last; day++) {
      Session session = sessionOfDay(day);
      if (session != null) {
        sessions.add(session);
      }
    }
    return sessions;
  }

  /** Time in {@code [fromNanos, toNanos)} during which the market was open; 0 if not ascending. */
  public long openNanosBetween(long fromNanos, long toNanos) {
    long open = 0;
    long lastDay = Math.floorDiv(toNanos, SessionRule.NANOS_PER_DAY) + 1;
    for (long day = Math.floorDiv(fromNanos, SessionRule.NANOS_PER_DAY); day <= lastDay; day++) {
      Session session = sessionOfDay(day);
      if (session != null) {
        long start = Math.max(session.openNanos(), fromNanos);
        long end = Math.min(session.closeNanos(), toNanos);
        open += Math.max(0, end - start);
      }
    }
    return open;
  }

  /** {@link #sessionAt} for hot paths. */
  @Nullable Session find(long nanos) {
    // A session lies on the UTC day of its date, or begins on the evening before.
    long day = Math.floorDiv(nanos, SessionRule.NANOS_PER_DAY);
    Session session = sessionOfDay(day);
    if (session != null && session.contains(nanos)) {
      return session;
    }
    session = sessionOfDay(day + 1);
    return session != null && session.contains(nanos) ? session : null;
  }

  private @Nullable Session sessionOfDay(long epochDay) {
    if (epochDay < -LAST_DAY || epochDay > LAST_DAY) {
      return null;
    }
    int slot = (int) epochDay + LAST_DAY;
    @Nullable Session[] page = pages.get(slot >> PAGE_BITS);
    if (page == null) {
      page = page(slot >> PAGE_BITS);
    }
    return page[slot & (PAGE_DAYS - 1)];
  }

  private @Nullable Session[] page(int number) {
    @Nullable Session[] page = new Session[PAGE_DAYS];
    for (int i = 0; i < PAGE_DAYS; i++) {
      int epochDay = (number << PAGE_BITS) + i - LAST_DAY;
      page[i] = epochDay <= LAST_DAY ? rule.session(LocalDate.ofEpochDay(epochDay)) : null;
    }
    pages.set(number, page);
    return page;
  }

  @Override
  public String toString() {
    return id + "[" + version() + "]";
  }
}
