package dev.tidemark.analysis.params;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.data.TickerInfo;
import dev.tidemark.core.time.Timeframe;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session dates of a request, both inclusive. */
record Horizon(LocalDate start, LocalDate end) {
  /** Stands for a horizon that could not be read; the request is refused. */
  private static final Horizon NONE =
      new Horizon(LocalDate.of(2000, 1, 1), LocalDate.of(2000, 1, 2));

  /**
   * @param stored where a missing end is taken from; empty if it must be given
   */
  static Horizon read(
      RequestObject at,
      Optional<TickerInfo> stored,
      Timeframe interval,
      RequestRules rules,
      Problems problems) {
    Optional<TickerInfo.Coverage> covered =
        stored.flatMap(
            info -> info.coverage().stream().filter(c -> c.interval() == interval).findFirst());
    LocalDate end = date(at, "end", problems);
    if (end == null && covered.isPresent() && at.get("end") == null) {
      end = covered.get().last();
    }
    LocalDate start = date(at, "start", problems);
    if (start == null && end != null && covered.isPresent() && at.get("start") == null) {
      LocalDate earliest = end.minusYears(rules.maxYears()).plusDays(1);
      LocalDate first = covered.get().first();
      start = first.isAfter(earliest) ? first : earliest;
    }
    if (start == null) {
      missing(at, "start", stored.isPresent(), interval, problems);
    }
    if (end == null) {
      missing(at, "end", stored.isPresent(), interval, problems);
    }
    if (start == null || end == null) {
      return NONE;
    }
    if (!start.isBefore(end)) {
      problems.invalid(
          at.at("end"), end + " is not after the start " + start, "End on a later date");
    } else if (end.isAfter(start.plusYears(rules.maxYears()))) {
      problems.add(
          at.at("start"),
          Reason.HORIZON_EXCEEDS_PLAN,
          start + " to " + end + " is more than " + rules.maxYears() + " years",
          "Start on " + end.minusYears(rules.maxYears()).plusDays(1) + " or later");
    }
    return new Horizon(start, end);
  }

  private static @Nullable LocalDate date(RequestObject at, String name, Problems problems) {
    JsonNode value = at.get(name);
    if (value == null) {
      return null;
    }
    try {
      if (value.isTextual() && value.textValue().matches(Fields.DATE_PATTERN)) {
        return LocalDate.parse(value.textValue());
      }
    } catch (DateTimeParseException e) {
      // No such day, e.g. 2023-02-30; said below.
    }
    problems.invalid(
        at.at(name),
        RequestObject.kind(value) + " is not a date",
        "Write it as 2024-03-28; years from 1900 to 2199");
    return null;
  }

  private static void missing(
      RequestObject at, String name, boolean known, Timeframe interval, Problems problems) {
    if (at.get(name) != null || !problems.none(at.at(name))) {
      return;
    }
    if (known) {
      problems.add(
          at.at(name),
          Reason.NO_DATA,
          "No bars of " + interval + " are stored, so the horizon is not known",
          "Load bars of this interval, or name another interval");
    } else {
      problems.invalid(at.at(name), "The date is missing", "Write it as 2024-03-28");
    }
  }
}
