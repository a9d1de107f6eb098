package dev.tidemark.stream.cluster;

import java.time.Instant;

/**
 * A job on a cluster.
 *
 * @param id Flink's
 * @param status of Flink, such as {@code RUNNING}
 */
public record RemoteJob(String id, String name, String status, Instant started) {
  /** Whether it has not ended. */
  public boolean isActive() {
    return !(status.equals("FINISHED") || status.equals("CANCELED") || status.equals("FAILED"));
  }
}
