package dev.tidemark.ingest.simulator;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.Series;
import dev.tidemark.ingest.provider.SeriesType;
import java.util.List;
import java.util.Map;

/**
 * Bars of one instrument and timeframe. The position of a bar is its label in epoch seconds, so it
 * does not depend on the dates asked for.
 */
final class BarSource implements SimulatedSource {
  private final SimulatedFeed feed;
  private final Timeframe timeframe;

  BarSource(SimulatedFeed feed, Timeframe timeframe) {
    this.feed = feed;
    this.timeframe = timeframe;
  }

  @Override
  public String name() {
    return feed.sourceName(SeriesType.bars(timeframe), "");
  }

  @Override
  public List<Series> series() {
    return List.of(feed.series(SeriesType.bars(timeframe)));
  }

  @Override
  public boolean sequential() {
    return feed.faults().none();
  }

  @Override
  public long estimatedRows() {
    List<SessionPlan> plans = feed.simulator().plans(feed.from(), feed.to());
    return feed.simulator().generator().expectedBars(timeframe, plans);
  }

  @Override
  public RawReader open() {
    return feed.faults().none()
        ? new CleanBarReader(feed, timeframe)
        : new FaultyBarReader(feed, timeframe);
  }

  @Override
  public FaultManifest manifest() {
    FaultManifest sum = new FaultManifest(0, Map.of());
    SessionGenerator generator = feed.simulator().generator();
    for (SessionPlan plan : feed.simulator().plans(feed.from(), feed.to())) {
      SimulatedBars bars = new SimulatedBars(timeframe, 16);
      generator.bars(plan, bars);
      sum = sum.plus(FaultyBarReader.deliveries(feed, plan.window(), bars).manifest());
    }
    return sum;
  }
}
