package dev.tidemark.server.live;

import dev.tidemark.stream.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of the live job as clients see it. Asking the job costs something, so that what is
 * about a second old is told again. Thread-safe.
 */
public final class JobStatus implements Supplier<LiveStatus> {
  private static final long FRESH_NANOS = 1_000_000_000L;
  private static final String DEAD = "dead.";

  private final Supplier<Optional<JobState>> job;
  private final LongSupplier ticker;
  private @Nullable LiveStatus last;
  private long taken;

  /**
   * @param job the live job; empty while it does not run in this process
   * @param ticker monotonic nanoseconds
   */
  public JobStatus(Supplier<Optional<JobState>> job, LongSupplier ticker) {
    this.job = job;
    this.ticker = ticker;
  }

  @Override
  public synchronized LiveStatus get() {
    long now = ticker.getAsLong();
    LiveStatus known = last;
    if (known == null || now - taken >= FRESH_NANOS) {
      known = read();
      last = known;
      taken = ticker.getAsLong();
    }
    return known;
  }

  private LiveStatus read() {
    try {
      return job.get().map(JobStatus::of).orElseGet(JobStatus::stopped);
    } catch (dev.tidemark.core.error.TidemarkException away) {
      return stopped();
    }
  }

  private static LiveStatus stopped() {
    return new LiveStatus(LiveStatus.State.STOPPED, 0, List.of(), 0, Map.of(), Optional.empty());
  }

  /** What a job's state means to clients. */
  static LiveStatus of(JobState job) {
    List<LiveStatus.Lag> lag = new ArrayList<>();
    job.lag()
        .forEach(
            (name, records) -> {
              int slash = name.lastIndexOf('/');
              int partition = Integer.parseInt(name.substring(slash + 1));
              lag.add(
                  new LiveStatus.Lag(name.substring(0, slash), partition, Math.max(0, records)));
            });
    Map<String, Long> dead = new TreeMap<>();
    job.counters()
        .forEach(
            (name, count) -> {
              if (name.startsWith(DEAD) && count > 0) {
                dead.put(name.substring(DEAD.length()).toUpperCase(Locale.ROOT), count);
              }
            });
    double rate = Double.isFinite(job.recordsPerSecond()) ? job.recordsPerSecond() : 0;
    return new LiveStatus(
        state(job.status()), Math.max(0, rate), lag, job.count("late"), dead, latency(job));
  }

  private static Optional<LiveStatus.Latency> latency(JobState job) {
    Long p50 = job.latencyMillis().get("p50");
    Long p99 = job.latencyMillis().get("p99");
    return p50 == null || p99 == null
        ? Optional.empty()
        : Optional.of(new LiveStatus.Latency(p50 / 1000.0, p99 / 1000.0));
  }

  private static LiveStatus.State state(String status) {
    return switch (status) {
      case "RUNNING" -> LiveStatus.State.RUNNING;
      case "CREATED", "INITIALIZING", "RECONCILING" -> LiveStatus.State.STARTING;
      case "RESTARTING", "FAILING" -> LiveStatus.State.RESTARTING;
      default -> LiveStatus.State.STOPPED;
    };
  }
}
