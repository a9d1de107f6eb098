package dev.tidemark.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.read.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessMetricsTest {
  private static final Instant INPUT = Instant.parse("2024-05-01T12:00:30Z");

  private final ServerMetrics server = new ServerMetrics();
  private final FreshnessMetrics metrics = new FreshnessMetrics(server.registry());

  @Test
  void figuresCarryTheNamesThatWerePromisedAndBreachesAreCountedOnceEach() {
    metrics.observe(List.of(sma("BTC-USD", 30, false), sma("ETH-USD", 500, true)));
    metrics.observe(List.of(sma("BTC-USD", 150.5, true), sma("ETH-USD", 600, true)));

    assertThat(server.scrape())
        .contains(
            "smartdb_feature_freshness_seconds{feature=\"sma_20\",instrument=\"BTC-USD@test\"} 150.5",
            "smartdb_feature_freshness_seconds{feature=\"sma_20\",instrument=\"ETH-USD@test\"} 600.0",
            "smartdb_feature_input_age_seconds{feature=\"sma_20\",instrument=\"BTC-USD@test\"} 7.0",
            "smartdb_feature_sla_breaches_total{feature=\"sma_20\"} 2.0");

    metrics.observe(List.of(sma("BTC-USD", 0, false)));
    metrics.observe(List.of(sma("BTC-USD", 200, true)));

    assertThat(server.scrape())
        .contains("smartdb_feature_sla_breaches_total{feature=\"sma_20\"} 3.0")
        .doesNotContain("ETH-USD");
  }

  @Test
  void withoutAnyValueTheAgeOfTheInputCounts() {
    metrics.observe(
        List.of(
            new Freshness(
                "large_trade_flag",
                "A",
                "b",
                INPUT,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                true)));
    assertThat(server.scrape())
        .contains(
            "smartdb_feature_freshness_seconds{feature=\"large_trade_flag\",instrument=\"A@b\"} 90.0",
            "smartdb_feature_sla_breaches_total{feature=\"large_trade_flag\"} 1.0");
  }

  private static Freshness sma(String symbol, double lag, boolean breached) {
    return new Freshness(
        "sma_20",
        symbol,
        "test",
        INPUT,
        Optional.of(INPUT),
        Optional.of(Duration.ofMillis((long) (lag * 1_000))),
        Duration.ofMinutes(2),
        Duration.ofSeconds(7),
        breached);
  }
}
