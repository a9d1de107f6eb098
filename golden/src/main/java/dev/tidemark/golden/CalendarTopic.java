package dev.tidemark.golden;

import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** 05, CSV: every session of a range of dates, one row each. The name ends with the calendar. */
final class CalendarTopic implements GoldenTopic {

  private static final String HEADER = "session,open_utc,close_utc,half_day";

  @Override
  public String prefix() {
    return "05_";
  }

  @Override
  public boolean accepts(String fileName) {
    return fileName.startsWith(prefix()) && fileName.endsWith(".csv");
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    List<String> lines = file.lines();
    if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
      throw new MalformedVector("line 1", "expected the header " + HEADER);
    }
    Map<LocalDate, List<String>> expected = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        List<String> row = Arrays.asList(lines.get(i).strip().split(",", -1));
        if (row.size() != 4) {
          throw new MalformedVector("line " + (i + 1), "expected 4 fields");
        }
        if (expected.put(date(row.getFirst(), i + 1), row) != null) {
          throw new MalformedVector("line " + (i + 1), "a session that is already there");
        }
      }
    }
    if (!expected.isEmpty()) {
      compare(TradingCalendar.of(calendar(file.name())), expected, tally);
    }
  }

  /**
   * Production code is asked for the range of dates; what it names and what is expected must meet.
   */
  private static void compare(
      TradingCalendar calendar, Map<LocalDate, List<String>> expected, Tally tally) {
    LocalDate first = expected.keySet().stream().min(LocalDate::compareTo).orElseThrow();
    LocalDate last = expected.keySet().stream().max(LocalDate::compareTo).orElseThrow();
    for (Session session : calendar.sessions(first, last)) {
      List<String> row = expected.remove(session.date());
      if (row == null) {
        tally.fail(session.date() + ": a session that is not expected");
      } else {
        tally.row(session.date().toString(), row, row(session));
      }
    }
    expected.keySet().stream().sorted().forEach(date -> tally.fail(date + ": session is lacking"));
  }

  private static List<String> row(Session session) {
    return List.of(
        session.date().toString(),
        utc(session.openNanos()),
        utc(session.closeNanos()),
        session.halfDay() ? "1" : "0");
  }

  private static String utc(long nanos) {
    return Instant.ofEpochSecond(0, nanos).toString();
  }

  private static LocalDate date(String text, int line) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notADate) {
      throw new MalformedVector("line " + line, "expected a date, found " + text);
    }
  }

  private static CalendarId calendar(String fileName) {
    String name = fileName.toUpperCase(Locale.ROOT);
    return Arrays.stream(CalendarId.values())
        .filter(id -> name.contains(id.name()))
        .findFirst()
        .orElse(CalendarId.XNYS);
  }
}
