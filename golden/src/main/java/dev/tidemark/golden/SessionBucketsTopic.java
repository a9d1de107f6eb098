package dev.tidemark.golden;

import dev.tidemark.core.time.BarInterval;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** 05, JSON: the session of an instant, and the bar that owns it for each timeframe. */
final class SessionBucketsTopic implements GoldenTopic {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  @Override
  public String prefix() {
    return "05_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Map<CalendarId, TradingCalendar> calendars = new EnumMap<>(CalendarId.class);
    for (Vector each : file.json().field("cases").elements()) {
      tally.section(
          each,
          () -> {
            CalendarId id = calendar(each.field("calendar"));
            checkCase(each, calendars.computeIfAbsent(id, TradingCalendar::of), tally);
          });
    }
  }

  private static void checkCase(Vector each, TradingCalendar calendar, Tally tally) {
    long nanos = nanos(each.field("instant").instant());
    Optional<Session> session = calendar.sessionAt(nanos);
    tally.exact(each.expected("session"), session.map(s -> s.date().toString()).orElse(null));
    Vector buckets = each.field("buckets");
    for (Timeframe timeframe : timeframes(buckets)) {
      Optional<BarInterval> bar = session.flatMap(s -> SessionGrid.barAt(s, timeframe, nanos));
      requireSameFromCursor(calendar, timeframe, nanos, bar);
      checkBar(buckets.expected(timeframe.code()), bar, tally);
    }
  }

  /** The six stored ones, which every case must tell, and whatever else the case has. */
  private static Set<Timeframe> timeframes(Vector buckets) {
    Set<Timeframe> timeframes = EnumSet.copyOf(Timeframe.STORED);
    buckets.names().forEach(code -> timeframes.add(timeframe(buckets, code)));
    return timeframes;
  }

  private static void checkBar(Vector expected, Optional<BarInterval> bar, Tally tally) {
    if (bar.isEmpty()) {
      tally.absent(expected);
    } else if (expected.isNull()) {
      tally.lacking(expected);
    } else {
      tally.exact(expected.expected("label"), instant(bar.get().startNanos()).toString());
      tally.exact(expected.expected("end"), instant(bar.get().endNanos()).toString());
      tally.exact(expected.expected("partial"), bar.get().partial());
    }
  }

  /** The columnar path must agree with the plain one before either is compared. */
  private static void requireSameFromCursor(
      TradingCalendar calendar, Timeframe timeframe, long nanos, Optional<BarInterval> bar) {
    GridCursor cursor = new GridCursor(calendar, timeframe);
    Optional<BarInterval> found =
        cursor.seek(nanos)
            ? Optional.of(new BarInterval(cursor.startNanos(), cursor.endNanos(), cursor.partial()))
            : Optional.empty();
    if (!found.equals(bar)) {
      throw new IllegalStateException("cursor and grid disagree: " + found + ", " + bar);
    }
  }

  /** The calendar of that name. */
  static CalendarId calendar(Vector id) {
    try {
      return CalendarId.valueOf(id.text());
    } catch (IllegalArgumentException unknown) {
      throw new MalformedVector(id.place(), "unknown calendar " + id.text());
    }
  }

  private static Timeframe timeframe(Vector buckets, String code) {
    return Timeframe.find(code)
        .orElseThrow(() -> new MalformedVector(buckets.place(), "unknown timeframe " + code));
  }

  private static long nanos(Instant instant) {
    return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
