package dev.tidemark.server.analysis;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.ParamsHash;
import dev.tidemark.analysis.report.Versions;
import dev.tidemark.core.number.CanonicalNumber;
import dev.tidemark.core.time.CalendarId;
import dev.tidemark.core.time.TradingCalendar;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Keys of results, with all that a body depends on besides the parameters. Thread-safe. */
final class ResultKeys {
  private final Map<CalendarId, Versions> versions = new EnumMap<>(CalendarId.class);

  ResultKeys() {
    for (CalendarId id : CalendarId.values()) {
      versions.put(id, Versions.of(TradingCalendar.of(id)));
    }
  }

  /** What a result on this calendar is computed with. */
  Versions versions(CalendarId calendar) {
    return Objects.requireNonNull(versions.get(calendar));
  }

  /**
   * Equal keys, equal bodies. Also the tick size, the quotes and the time-zone rules count, which
   * the hash of the bars does not cover.
   */
  String key(AnalysisParams asked, BarsCache.Loaded data) {
    Versions with = versions(asked.calendar());
    String input =
        String.join(
            "\n",
            data.bars().dataHash(),
            CanonicalNumber.format(data.bars().tickSize()),
            data.quotesHash(),
            with.tzdb());
    return ParamsHash.cacheKey(asked, input, with.engine(), with.calendar());
  }
}
