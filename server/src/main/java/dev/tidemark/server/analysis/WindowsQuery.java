package dev.tidemark.server.analysis;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cells of a result to show as windows; null is no filter.
 *
 * @param sort a numeric field of a window, or {@code rank} for the order of the specification
 *     (§4.9): passing windows first, best first, then the others by id
 * @param minTrades at least this many trades
 * @param maxFdr at most this {@code fdr_q}; leaves out cells that were not tested
 * @param days empty for all
 * @param fields to show, in the order of the body; empty for all
 */
public record WindowsQuery(
    String sort,
    boolean descending,
    @Nullable Integer minTrades,
    @Nullable Double maxFdr,
    Set<DayOfWeek> days,
    List<String> fields,
    PageQuery page) {

  public WindowsQuery {
    days = Set.copyOf(days);
    fields = List.copyOf(fields);
  }

  boolean shows(String field) {
    return fields.isEmpty() || fields.contains(field);
  }
}
