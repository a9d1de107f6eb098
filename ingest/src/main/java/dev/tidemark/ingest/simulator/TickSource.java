package dev.tidemark.ingest.simulator;

import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import java.time.LocalDate;
import java.util.List;

/** Trades or quotes of one session, numbered from 1 in the order of arrival. */
final class TickSource implements SimulatedSource {
  private final SimulatedFeed feed;
  private final SeriesType type;
  private final LocalDate day;

  TickSource(SimulatedFeed feed, SeriesType type, LocalDate day) {
    this.feed = feed;
    this.type = type;
    this.day = day;
  }

  @Override
  public String name() {
    return feed.sourceName(type, ":" + day);
  }

  @Override
  public List<Series> series() {
    return List.of(feed.series(type));
  }

  @Override
  public boolean sequential() {
    return true;
  }

  @Override
  public long estimatedRows() {
    SessionPlan plan = plan();
    return Math.round(
        feed.simulator().model().activity().tradesPerTickSession() * plan.volumeFactor());
  }

  @Override
  public RawReader open() {
    SimulatedTicks ticks = feed.simulator().ticks(day);
    return SeriesType.TRADES.equals(type)
        ? new TradeReader(feed, plan().window(), ticks)
        : new QuoteReader(feed, plan().window(), ticks);
  }

  @Override
  public FaultManifest manifest() {
    SimulatedTicks ticks = feed.simulator().ticks(day);
    boolean trades = SeriesType.TRADES.equals(type);
    long[] times = trades ? ticks.tradeTime() : ticks.quoteTime();
    long[] published = trades ? ticks.tradeKnown() : QuoteReader.published(ticks);
    Deliveries deliveries =
        feed.deliveries(plan().window(), type, trades ? ticks.trades() : ticks.quotes(), published);
    return deliveries.only(row -> feed.wants(times[row])).manifest();
  }

  private SessionPlan plan() {
    return feed.simulator().plans(day, day).get(0);
  }
}
