package dev.tidemark.stream.job;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records of the log a reader has not seen yet. */
final class Backlog implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 2_000;

  private final Admin admin;

  Backlog(String bootstrap) {
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS));
  }

  /**
   * Counts the records after the positions.
   *
   * @param positions offset of the last record read, by {@code topic/partition}
   * @return by the same names; nothing when Kafka does not answer in time
   */
  SortedMap<String, Long> of(SortedMap<String, Long> positions) {
    SortedMap<String, Long> lag = new TreeMap<>();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    positions.keySet().forEach(name -> asked.put(partition(name), OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin.listOffsets(asked).all().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      positions.forEach(
          (name, position) -> {
            ListOffsetsResultInfo end = ends.get(partition(name));
            if (end != null) {
              lag.put(name, Math.max(0, end.offset() - position - 1));
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      lag.clear();
    }
    return lag;
  }

  private static TopicPartition partition(String name) {
    int slash = name.lastIndexOf('/');
    return new TopicPartition(
        name.substring(0, slash), Integer.parseInt(name.substring(slash + 1)));
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ZERO);
  }
}
