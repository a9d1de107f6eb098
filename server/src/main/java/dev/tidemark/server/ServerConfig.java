package dev.tidemark.server;

import dev.tidemark.analysis.data.MarketData;
import dev.tidemark.server.analysis.AnalysisService;
import dev.tidemark.server.health.ReadinessCheck;
import dev.tidemark.server.live.RealTime;
import dev.tidemark.server.market.ColdBars;
import dev.tidemark.server.metrics.ServerMetrics;
import dev.tidemark.smartdb.cache.LatestValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Everything a server is made of. Whoever starts it makes the parts, and closes them after it.
 *
 * @param host address to listen on, such as {@code 127.0.0.1}
 * @param port 0 for any free one
 * @param drain how long requests that are under way may take when the server stops
 * @param database connections of the role for requests, migrated; a pool
 * @param latest latest features of shared series, as long as nothing of them is written
 * @param cold bars from before what the database keeps
 * @param versions name to version, as {@code /version} shows them, in this order
 * @param checks what must work for the server to be ready, the database apart
 * @param clock wall clock
 * @param ticker monotonic nanoseconds
 * @param ids a new unique identifier at each call
 * @param realTime the log of events, live feeds and their state; {@link RealTime#NONE} without
 */
public record ServerConfig(
    String host,
    int port,
    Duration drain,
    DataSource database,
    AnalysisService analyses,
    MarketData market,
    LatestValues latest,
    ColdBars cold,
    ServerMetrics metrics,
    Map<String, String> versions,
    List<ReadinessCheck> checks,
    InstantSource clock,
    LongSupplier ticker,
    Supplier<String> ids,
    RealTime realTime) {

  public ServerConfig {
    versions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    checks = List.copyOf(checks);
  }

  /** A server without a log. */
  public ServerConfig(
      String host,
      int port,
      Duration drain,
      DataSource database,
      AnalysisService analyses,
      MarketData market,
      LatestValues latest,
      ColdBars cold,
      ServerMetrics metrics,
      Map<String, String> versions,
      List<ReadinessCheck> checks,
      InstantSource clock,
      LongSupplier ticker,
      Supplier<String> ids) {
    this(
        host,
        port,
        drain,
        database,
        analyses,
        market,
        latest,
        cold,
        metrics,
        versions,
        checks,
        clock,
        ticker,
        ids,
        RealTime.NONE);
  }

  /** The same with a log. */
  public ServerConfig with(RealTime log) {
    return new ServerConfig(
        host, port, drain, database, analyses, market, latest, cold, metrics, versions, checks,
        clock, ticker, ids, log);
  }
}
