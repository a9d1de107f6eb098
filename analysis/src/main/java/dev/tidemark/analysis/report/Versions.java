package dev.tidemark.analysis.report;

import dev.tidemark.core.time.TradingCalendar;
import java.time.zone.ZoneRulesProvider;

/**
 * Versions of everything besides parameters and data that a result depends on.
 *
 * @param engine changes whenever a result may
 * @param calendar of the sessions
 * @param tzdb release of the time-zone data of this Java runtime, e.g. {@code 2026a}
 */
public record Versions(String engine, String calendar, String tzdb) {
  /** Version of the computation; a change of any number of any result is a new one. */
  public static final String ENGINE = "mean-reversion/1";

  public static Versions of(TradingCalendar calendar) {
    return new Versions(
        ENGINE, calendar.version(), ZoneRulesProvider.getVersions("UTC").lastEntry().getKey());
  }
}
