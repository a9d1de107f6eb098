package dev.tidemark.server.metrics;

import dev.tidemark.analysis.Execution;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one process, in the names under which Prometheus sees them. Whoever does the work
 * reports it here. Thread-safe.
 */
public final class ServerMetrics {
  private static final Duration[] LATENCIES = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(3),
    Duration.ofSeconds(15),
    Duration.ofSeconds(60)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  public ServerMetrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    // Closed with the process: it listens to the collector for as long as that lives.
    @SuppressWarnings("resource")
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
  }

  /** Where connection pools and the like add their own. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /**
   * A request was answered.
   *
   * @param route pattern of the route, not the path: there are few of them
   */
  public void request(String method, String route, int status, Duration took) {
    Timer.builder("tidemark.http.requests")
        .description("answered requests")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(LATENCIES)
        .register(registry)
        .record(took);
  }

  /** Jobs that wait to be run, asked for at each scrape. */
  public <T> void queueDepth(T queue, ToDoubleFunction<T> depth) {
    Gauge.builder("tidemark.jobs.queued", queue, depth)
        .description("jobs that wait to be run")
        .register(registry);
  }

  /** A part of an analysis is done. */
  public void phase(Execution.Phase phase, Duration took) {
    Timer.builder("tidemark.analysis.phase")
        .description("parts of an analysis")
        .tag("phase", phase.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(took);
  }

  /**
   * An analysis was computed.
   *
   * @param samples bars times configurations times paths that were evaluated
   */
  public void computed(long samples, Duration took) {
    Counter.builder("tidemark.analysis.samples")
        .description("bars evaluated, over all configurations and null paths")
        .register(registry)
        .increment((double) samples);
    Timer.builder("tidemark.analysis.computed")
        .description("analyses that were computed")
        .register(registry)
        .record(took);
    double seconds = took.toNanos() / 1e9;
    if (seconds > 0) {
      DistributionSummary.builder("tidemark.analysis.samples.per.second")
          .description("speed of the analyses that were computed")
          .register(registry)
          .record(samples / seconds);
    }
  }

  /** The result of an analysis was looked for among those computed before. */
  public void resultCache(boolean hit) {
    Counter.builder("tidemark.result.cache")
        .description("looks for a result that was computed before")
        .tag("outcome", hit ? "hit" : "miss")
        .register(registry)
        .increment();
  }

  /** As Prometheus reads it. */
  public String scrape() {
    return registry.scrape();
  }
}
