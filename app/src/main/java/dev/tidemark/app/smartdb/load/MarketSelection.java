package dev.tidemark.app.smartdb.load;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What of the lake is meant.
 *
 * @param instruments symbols, or {@code SYMBOL@source} for one source only; empty for all
 * @param first first day (UTC) of event times
 * @param last last day, included
 */
public record MarketSelection(
    List<String> instruments, Optional<LocalDate> first, Optional<LocalDate> last) {

  /** Everything. */
  public static final MarketSelection ALL =
      new MarketSelection(List.of(), Optional.empty(), Optional.empty());

  public MarketSelection {
    instruments = List.copyOf(instruments);
  }

  public boolean includes(SeriesName series) {
    return instruments.isEmpty()
        || instruments.contains(series.symbol())
        || instruments.contains(series.toString());
  }

  /** First event time, microseconds since 1970. */
  public long fromMicros() {
    return first.map(MarketSelection::micros).orElse(Long.MIN_VALUE);
  }

  /** First event time after it, microseconds since 1970. */
  public long untilMicros() {
    return last.map(day -> micros(day.plusDays(1))).orElse(Long.MAX_VALUE);
  }

  boolean overlaps(LocalDate from, LocalDate until) {
    return first.map(until::isAfter).orElse(true)
        && last.map(day -> !from.isAfter(day)).orElse(true);
  }

  boolean covers(LocalDate from, LocalDate until) {
    return first.map(day -> !from.isBefore(day)).orElse(true)
        && last.map(day -> !until.isAfter(day.plusDays(1))).orElse(true);
  }

  private static long micros(LocalDate day) {
    Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return ChronoUnit.MICROS.between(Instant.EPOCH, midnight);
  }
}
