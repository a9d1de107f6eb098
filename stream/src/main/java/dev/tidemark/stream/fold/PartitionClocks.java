package dev.tidemark.stream.fold;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The last heartbeat of each partition, nanoseconds UTC; looked up for every record. */
final class PartitionClocks {
  /** Before any heartbeat. */
  static final long NONE = Long.MIN_VALUE;

  private final Map<String, long[]> topics = new HashMap<>();

  long get(String topic, int partition) {
    long[] clocks = topics.get(topic);
    return clocks == null || partition >= clocks.length ? NONE : clocks[partition];
  }

  /** A heartbeat; clocks do not go back. */
  void tell(String topic, int partition, long nanos) {
    long[] clocks = topics.computeIfAbsent(topic, none -> new long[0]);
    if (partition >= clocks.length) {
      int known = clocks.length;
      clocks = Arrays.copyOf(clocks, partition + 1);
      Arrays.fill(clocks, known, clocks.length, NONE);
      topics.put(topic, clocks);
    }
    clocks[partition] = Math.max(clocks[partition], nanos);
  }

  /** As {@link #forEach} names a partition. */
  void tell(String name, long nanos) {
    int slash = name.lastIndexOf('/');
    tell(name.substring(0, slash), Integer.parseInt(name, slash + 1, name.length(), 10), nanos);
  }

  /** Those that were told, by {@code topic/partition}. */
  void forEach(BiConsumer<String, Long> action) {
    topics.forEach(
        (topic, clocks) -> {
          for (int partition = 0; partition < clocks.length; partition++) {
            if (clocks[partition] != NONE) {
              action.accept(topic + '/' + partition, clocks[partition]);
            }
          }
        });
  }
}
