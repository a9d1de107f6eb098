package dev.tidemark.lake;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of a change.
 *
 * @param version the table's version that has it; with {@code skipped}, the version looked at
 * @param metrics what was counted, by name
 * @param rows rows written into new files (a merge also counts rows it only carried over)
 * @param skipped nothing was written: a replay, or nothing to do
 */
public record Commit(
    long version,
    String operation,
    Map<String, Long> metrics,
    long filesAdded,
    long filesRemoved,
    long rows,
    boolean skipped) {

  public Commit {
    metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /** A metric, 0 when it was not counted. */
  public long metric(String name) {
    return metrics.getOrDefault(name, 0L);
  }
}
