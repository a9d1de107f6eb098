package dev.tidemark.lake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to read of a snapshot.
 *
 * @param columns names in the order wanted; empty for all
 * @param where rows wanted; also picks partitions, files and row groups
 * @param orderBy columns to sort by, ascending; prefix {@code -} for descending; empty for any
 *     order
 * @param asKnown only rows with {@code known_time} at or before this instant
 * @param limit at most so many rows
 */
public record ScanRequest(
    List<String> columns,
    Predicate where,
    List<String> orderBy,
    Optional<Instant> asKnown,
    OptionalLong limit) {

  public ScanRequest {
    columns = List.copyOf(columns);
    orderBy = List.copyOf(orderBy);
  }

  /** Every row and column. */
  public static ScanRequest all() {
    return new ScanRequest(
        List.of(), Predicate.all(), List.of(), Optional.empty(), OptionalLong.empty());
  }

  public static ScanRequest columns(String... columns) {
    return all().select(List.of(columns));
  }

  public ScanRequest select(List<String> wanted) {
    return new ScanRequest(wanted, where, orderBy, asKnown, limit);
  }

  public ScanRequest where(Predicate predicate) {
    return new ScanRequest(columns, predicate, orderBy, asKnown, limit);
  }

  public ScanRequest orderBy(String... wanted) {
    return new ScanRequest(columns, where, List.of(wanted), asKnown, limit);
  }

  /** Only what was known at that instant: rows with {@code known_time <= instant}. */
  public ScanRequest asKnown(Instant instant) {
    return new ScanRequest(columns, where, orderBy, Optional.of(instant), limit);
  }

  public ScanRequest limit(long rows) {
    return new ScanRequest(columns, where, orderBy, asKnown, OptionalLong.of(rows));
  }
}
