package dev.tidemark.server.metrics;

import dev.tidemark.server.live.LiveStatus;
import dev.tidemark.stream.feed.Feed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Figures of the real-time path and of those who listen to it. Thread-safe. */
public final class LiveMetrics {
  private final MeterRegistry registry;
  private final MultiGauge lag;
  private final MultiGauge deadLetters;
  private final MultiGauge latency;
  private volatile LiveStatus last = LiveStatus.ABSENT;

  public LiveMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.lag =
        MultiGauge.builder("tidemark.stream.lag")
            .description("records told and not yet taken in by the live job")
            .baseUnit("records")
            .register(registry);
    this.deadLetters =
        MultiGauge.builder("tidemark.stream.dead.letters")
            .description("records that could not be processed")
            .register(registry);
    this.latency =
        MultiGauge.builder("tidemark.stream.end.to.end")
            .description("from when a record was known to its committed row, lately")
            .baseUnit("seconds")
            .register(registry);
    Gauge.builder("tidemark.stream.records.per.second", this, now -> now.last.recordsPerSecond())
        .description("trades and quotes taken in lately")
        .register(registry);
    Gauge.builder("tidemark.stream.late", this, now -> now.last.late())
        .description("records that came too late to change anything")
        .register(registry);
  }

  /** Streams that are open, asked for at each scrape. */
  public void streams(Supplier<Number> open) {
    Gauge.builder("tidemark.live.streams", open)
        .description("server-sent event streams that are open")
        .register(registry);
  }

  /** Events were sent to a client. */
  public void delivered(Feed feed, int events) {
    Counter.builder("tidemark.live.events")
        .description("events sent to clients")
        .tag("feed", feed.label())
        .register(registry)
        .increment(events);
  }

  /** A stream is over. */
  public void ended(String reason) {
    Counter.builder("tidemark.live.ended")
        .description("streams that are over, by why")
        .tag("reason", reason.toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /** Takes note of the present state, before a scrape. */
  public synchronized void observe(LiveStatus status) {
    last = status;
    if (status.state() == LiveStatus.State.ABSENT) {
      return;
    }
    List<MultiGauge.Row<?>> lags = new ArrayList<>();
    for (LiveStatus.Lag one : status.lag()) {
      Tags tags = Tags.of("topic", one.topic(), "partition", Integer.toString(one.partition()));
      lags.add(MultiGauge.Row.of(tags, one.records()));
    }
    lag.register(lags, true);
    List<MultiGauge.Row<?>> letters = new ArrayList<>();
    status
        .deadLetters()
        .forEach(
            (reason, count) ->
                letters.add(
                    MultiGauge.Row.of(Tags.of("reason", reason.toLowerCase(Locale.ROOT)), count)));
    deadLetters.register(letters, true);
    List<MultiGauge.Row<?>> quantiles = new ArrayList<>();
    status
        .latency()
        .ifPresent(
            known -> {
              quantiles.add(MultiGauge.Row.of(Tags.of("quantile", "0.5"), known.p50()));
              quantiles.add(MultiGauge.Row.of(Tags.of("quantile", "0.99"), known.p99()));
            });
    latency.register(quantiles, true);
  }
}
