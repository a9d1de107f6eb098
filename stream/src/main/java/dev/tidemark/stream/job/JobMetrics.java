package dev.tidemark.stream.job;

import static org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics.CURRENT_OFFSET_METRIC_GAUGE;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/** Keeps hold of what the jobs of a cluster measure, so that it can be asked for at any time. */
final class JobMetrics implements MetricReporter {
  /** Group of what our own operators measure. */
  static final String OURS = "tidemark";

  private static final String POSITION = "position.";
  private static final String LATENCY = "latency.";
  private static final String RATE = "recordsPerSecond";

  private record Known(String job, String name) {}

  private final Map<Metric, Known> metrics = Collections.synchronizedMap(new IdentityHashMap<>());

  @Override
  public void open(MetricConfig config) {
    metrics.clear();
  }

  @Override
  public void close() {
    metrics.clear();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    Map<String, String> told = group.getAllVariables();
    String job = told.getOrDefault("<job_name>", "");
    String topic = told.get("<topic>");
    if (List.of(group.getScopeComponents()).contains(OURS)) {
      metrics.put(metric, new Known(job, name));
    } else if (name.equals(CURRENT_OFFSET_METRIC_GAUGE) && topic != null) {
      String partition = told.getOrDefault("<partition>", "");
      metrics.put(metric, new Known(job, POSITION + topic + '/' + partition));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    metrics.remove(metric);
  }

  SortedMap<String, Long> counters(String job) {
    SortedMap<String, Long> counts = new TreeMap<>();
    forEach(
        job,
        (name, metric) -> {
          if (metric instanceof Counter counter) {
            counts.merge(name, counter.getCount(), Long::sum);
          }
        });
    return counts;
  }

  double rate(String job) {
    double[] sum = new double[1];
    forEach(
        job,
        (name, metric) -> {
          if (name.equals(RATE) && metric instanceof Meter meter) {
            sum[0] += meter.getRate();
          }
        });
    return sum[0];
  }

  /** Offset of the last record that was read, by topic and partition. */
  SortedMap<String, Long> positions(String job) {
    return gauges(job, POSITION);
  }

  SortedMap<String, Long> latency(String job) {
    return gauges(job, LATENCY);
  }

  /** Of several subtasks the greatest counts. */
  private SortedMap<String, Long> gauges(String job, String prefix) {
    SortedMap<String, Long> values = new TreeMap<>();
    forEach(
        job,
        (name, metric) -> {
          if (name.startsWith(prefix)
              && metric instanceof Gauge<?> gauge
              && gauge.getValue() instanceof Long value
              && value >= 0) {
            values.merge(name.substring(prefix.length()), value, Math::max);
          }
        });
    return values;
  }

  private interface Visit {
    void of(String name, Metric metric);
  }

  private void forEach(String job, Visit visit) {
    List<Map.Entry<Metric, Known>> all;
    synchronized (metrics) {
      all = metrics.entrySet().stream().map(e -> Map.entry(e.getKey(), e.getValue())).toList();
    }
    for (Map.Entry<Metric, Known> entry : all) {
      if (entry.getValue().job().equals(job)) {
        visit.of(entry.getValue().name(), entry.getKey());
      }
    }
  }
}
