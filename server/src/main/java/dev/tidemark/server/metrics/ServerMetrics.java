package dev.tidemark.server.metrics;

import dev.tidemark.server.analysis.AnalysisMetrics;
import dev.tidemark.server.analysis.AnalysisStatus;
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
public final class ServerMetrics implements AnalysisMetrics {
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

  @Override
  public void submitted(Outcome outcome) {
    count("tidemark.analysis.submitted", "submissions by what became of them", outcome.name());
  }

  @Override
  public void bars(boolean cached) {
    count("tidemark.bars.cache", "looks for bars that were loaded before", cached ? "hit" : "miss");
  }

  @Override
  public void finished(AnalysisStatus status) {
    count("tidemark.analysis.finished", "analyses by how they ended", status.name());
  }

  private void count(String name, String description, String outcome) {
    Counter.builder(name)
        .description(description)
        .tag("outcome", outcome.toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  @Override
  public void phase(String phase, Duration took) {
    Timer.builder("tidemark.analysis.phase")
        .description("parts of a run")
        .tag("phase", phase)
        .register(registry)
        .record(took);
  }

  @Override
  public void samples(long samples, Duration took) {
    Counter.builder("tidemark.analysis.samples")
        .description("bars evaluated, over all configurations and null paths")
        .register(registry)
        .increment((double) samples);
    double seconds = took.toNanos() / 1e9;
    if (seconds > 0) {
      DistributionSummary.builder("tidemark.analysis.samples.per.second")
          .description("speed of the evaluation of null paths")
          .register(registry)
          .record(samples / seconds);
    }
  }

  /** As Prometheus reads it. */
  public String scrape() {
    return registry.scrape();
  }
}
