package dev.tidemark.stream.job;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a job is.
 *
 * @param job its name
 * @param status of Flink, such as {@code RUNNING} or {@code RESTARTING}
 * @param restarts how often it was started anew since this process started it
 * @param checkpoints completed since then
 * @param checkpointFailures failed since then
 * @param checkpointMillis how long the last one took; -1 before the first
 * @param checkpointBytes size of the last one; -1 before the first
 * @param counters what the job counted since its last start, by name: {@code records}, {@code
 *     late}, {@code repeated}, {@code dead.<reason>} and others
 * @param lag records of each partition ({@code topic/number}) that are not read yet
 * @param recordsPerSecond read over the last ten seconds
 * @param latencyMillis from the log's taking a record to its row being committed: {@code p50},
 *     {@code p99}, {@code max} of the last rows; empty before any
 * @param failure what the last failure was; null if there was none
 */
public record JobState(
    String job,
    String status,
    long restarts,
    long checkpoints,
    long checkpointFailures,
    long checkpointMillis,
    long checkpointBytes,
    SortedMap<String, Long> counters,
    SortedMap<String, Long> lag,
    double recordsPerSecond,
    SortedMap<String, Long> latencyMillis,
    @Nullable String failure) {

  /** Records that are not read yet, of all partitions. */
  public long behind() {
    return lag.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A counter; 0 if nothing of the kind was counted. */
  public long count(String name) {
    return counters.getOrDefault(name, 0L);
  }
}
