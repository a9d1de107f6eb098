package dev.tidemark.stream.produce;

import java.time.Duration;

/**
 * How a producer weighs throughput, memory and patience.
 *
 * @param bootstrap addresses of the cluster
 * @param bufferBytes memory for records on their way; when it is full, calls block
 * @param linger how long a record waits for others
 * @param blocking how long a call may block for room, or for the first answer of the cluster
 * @param delivery how long one record is tried
 */
public record ProducerOptions(
    String bootstrap, long bufferBytes, Duration linger, Duration blocking, Duration delivery) {
  /** For feeds, which had better wait than lose a record: the cluster may be away for an hour. */
  public static ProducerOptions patient(String bootstrap) {
    return new ProducerOptions(
        bootstrap, 32L << 20, Duration.ofMillis(5), Duration.ofHours(1), Duration.ofHours(1));
  }

  /** For whoever can tell a caller to come back. */
  public static ProducerOptions quick(String bootstrap) {
    return new ProducerOptions(
        bootstrap, 8L << 20, Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(10));
  }
}
