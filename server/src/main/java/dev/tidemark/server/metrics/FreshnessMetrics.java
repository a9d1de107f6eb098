package dev.tidemark.server.metrics;

import dev.tidemark.smartdb.read.Freshness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How fresh the features of market data are, per feature and instrument. Not safe for threads: one
 * observes, any number scrape.
 */
public final class FreshnessMetrics {
  /** Series of figures that a monitoring system is burdened with at most. */
  private static final int MOST = 20_000;

  private final MeterRegistry registry;
  private final MultiGauge lag;
  private final MultiGauge age;
  private Set<String> breached = Set.of();

  public FreshnessMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.lag =
        MultiGauge.builder("smartdb.feature.freshness")
            .description("how far the newest value is behind the newest input")
            .baseUnit("seconds")
            .register(registry);
    this.age =
        MultiGauge.builder("smartdb.feature.input.age")
            .description("time since the newest input: how long its source has been silent")
            .baseUnit("seconds")
            .register(registry);
  }

  /** Takes note of the present state; counts the promises broken since the last time. */
  public void observe(List<Freshness> state) {
    List<MultiGauge.Row<?>> lags = new ArrayList<>();
    List<MultiGauge.Row<?>> ages = new ArrayList<>();
    Set<String> now = new HashSet<>();
    for (Freshness one : state.subList(0, Math.min(MOST, state.size()))) {
      String instrument = one.symbol() + "@" + one.source();
      Tags tags = Tags.of("feature", one.feature(), "instrument", instrument);
      // What has no value yet is as late as its input is old.
      lags.add(MultiGauge.Row.of(tags, seconds(one.lag().orElse(one.age()))));
      ages.add(MultiGauge.Row.of(tags, seconds(one.age())));
      Counter breaches = breaches(one.feature());
      String key = one.feature() + " " + instrument;
      if (one.breached() && now.add(key) && !breached.contains(key)) {
        breaches.increment();
      }
    }
    breached = now;
    lag.register(lags, true);
    age.register(ages, true);
  }

  private Counter breaches(String feature) {
    return Counter.builder("smartdb.feature.sla.breaches")
        .description("times that a value fell behind its input by more than promised")
        .tag("feature", feature)
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
