package dev.tidemark.app.smartdb.check;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to compare.
 *
 * @param instruments symbols or {@code SYMBOL@source}; empty for all of the lake
 * @param loadedFrom first day that was loaded into the database, where that is not all of the lake
 * @param first first day (UTC) of the bars compared
 * @param last last day, included
 * @param asKnown what was known then; empty for all that was told
 * @param probes snapshots at random times, per series
 * @param seed of those times
 */
public record CheckPlan(
    List<String> instruments,
    Optional<LocalDate> loadedFrom,
    Optional<LocalDate> first,
    Optional<LocalDate> last,
    Optional<Instant> asKnown,
    int probes,
    long seed) {

  public CheckPlan {
    instruments = List.copyOf(instruments);
  }
}
