package dev.tidemark.stream.sink;

import dev.tidemark.stream.fold.LiveRow;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** How long after the log took them the last records were committed. */
final class Latencies {
  private static final int KEPT = 4_096;

  private final long[] millis = new long[KEPT];
  private int next;
  private int size;

  Latencies(MetricGroup operator) {
    MetricGroup group = operator.addGroup("tidemark");
    group.gauge("latency.p50", (Gauge<Long>) () -> quantile(0.5));
    group.gauge("latency.p99", (Gauge<Long>) () -> quantile(0.99));
    group.gauge("latency.max", (Gauge<Long>) () -> quantile(1));
  }

  synchronized void committed(List<LiveRow> rows, long nowMillis) {
    for (LiveRow row : rows) {
      if (row.record != null) {
        millis[next] = Math.max(0, nowMillis - row.record.appendedMillis);
        next = (next + 1) % KEPT;
        size = Math.min(size + 1, KEPT);
      }
    }
  }

  /** -1 before any. */
  private synchronized long quantile(double part) {
    if (size == 0) {
      return -1;
    }
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(part * size) - 1];
  }
}
