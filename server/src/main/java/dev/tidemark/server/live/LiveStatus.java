package dev.tidemark.server.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the real-time path is.
 *
 * @param state of the job that computes bars, features and alerts
 * @param recordsPerSecond trades and quotes that it has taken in lately
 * @param lag records that were told and that it has not taken in
 * @param late records since it began that were too late to change anything
 * @param deadLetters records that could not be processed, by reason
 * @param latency from when a record was known to its committed row, lately; empty while unknown
 */
public record LiveStatus(
    State state,
    double recordsPerSecond,
    List<Lag> lag,
    long late,
    Map<String, Long> deadLetters,
    Optional<Latency> latency) {
  /** Without a log. */
  public static final LiveStatus ABSENT =
      new LiveStatus(State.ABSENT, 0, List.of(), 0, Map.of(), Optional.empty());

  public LiveStatus {
    lag = List.copyOf(lag);
    deadLetters = Map.copyOf(deadLetters);
  }

  /** Whether the job runs. */
  public enum State {
    /** This server has no log. */
    ABSENT,
    STARTING,
    RUNNING,
    /** It failed and is started anew. */
    RESTARTING,
    STOPPED
  }

  /** Of one partition; {@code records} is never negative. */
  public record Lag(String topic, int partition, long records) {}

  /** Quantiles in seconds. */
  public record Latency(double p50, double p99) {}
}
