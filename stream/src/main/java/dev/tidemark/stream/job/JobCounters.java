package dev.tidemark.stream.job;

import dev.tidemark.stream.deadletter.LetterReason;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/** What an operator of ours counts, by names that {@link JobState#counters} tells. */
public final class JobCounters {
  private static final int RATE_SECONDS = 10;

  private final MetricGroup group;
  private final Map<String, Counter> counters = new HashMap<>();

  public JobCounters(MetricGroup operator) {
    group = operator.addGroup(JobMetrics.OURS);
  }

  /** A record was read. */
  public void record() {
    Counter known = counters.get("records");
    if (known == null) {
      known = counter("records");
      group.meter("recordsPerSecond", new MeterView(known, RATE_SECONDS));
    }
    known.inc();
  }

  /** A record became a dead letter. */
  public void dead(LetterReason reason) {
    count("dead." + reason.name());
  }

  public void count(String name) {
    counter(name).inc();
  }

  public void count(String name, long more) {
    counter(name).inc(more);
  }

  private Counter counter(String name) {
    return counters.computeIfAbsent(name, group::counter);
  }
}
