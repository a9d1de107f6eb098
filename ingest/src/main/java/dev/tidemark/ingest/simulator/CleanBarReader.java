package dev.tidemark.ingest.simulator;

import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.SeriesType;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Bars of a clean feed: whole columns, many sessions a batch. */
final class CleanBarReader implements RawReader {
  private static final int BATCH_ROWS = 32_768;
  private static final long NANOS = 1_000_000_000L;

  private final SimulatedFeed feed;
  private final Timeframe timeframe;
  private final SessionGenerator generator;
  private final Iterator<SessionPlan> plans;

  CleanBarReader(SimulatedFeed feed, Timeframe timeframe) {
    this.feed = feed;
    this.timeframe = timeframe;
    this.generator = feed.simulator().generator();
    this.plans = feed.simulator().plans(feed.from(), feed.to()).iterator();
  }

  @Override
  public @Nullable RawBatch next() {
    if (!plans.hasNext()) {
      return null;
    }
    SimulatedBars bars = new SimulatedBars(timeframe, BATCH_ROWS + 1_440);
    while (plans.hasNext() && bars.size() < BATCH_ROWS) {
      int from = bars.size();
      generator.bars(plans.next(), bars);
      bars.retain(from, feed);
    }
    return batch(bars);
  }

  private RawBatch batch(SimulatedBars bars) {
    int rows = bars.size();
    long[] ordinals = new long[rows];
    long[] known = new long[rows];
    long[] sell = new long[rows];
    long[] vwap = new long[rows];
    for (int i = 0; i < rows; i++) {
      ordinals[i] = bars.label[i] / NANOS;
      known[i] = bars.end[i] + SimulatedFeed.BAR_DELAY_NANOS;
      sell[i] = bars.volume[i] - bars.buyVolume[i];
      vwap[i] = bars.vwap(i);
    }
    return RawBatchBuilder.of(feed.series(SeriesType.bars(timeframe)), rows, bars.label, ordinals)
        .known(known, KnownTimeBasis.PROVIDER)
        .column(RawColumn.OPEN, bars.open)
        .column(RawColumn.HIGH, bars.high)
        .column(RawColumn.LOW, bars.low)
        .column(RawColumn.CLOSE, bars.close)
        .column(RawColumn.VOLUME, bars.volume)
        .column(RawColumn.NOTIONAL, bars.notionalHigh, bars.notionalLow)
        .column(RawColumn.VWAP, vwap)
        .column(RawColumn.BUY_VOLUME, bars.buyVolume)
        .column(RawColumn.SELL_VOLUME, sell)
        .column(RawColumn.TRADE_COUNT, bars.tradeCount)
        .payloads(row -> RecordText.of(bars, row))
        .build();
  }

  @Override
  public void close() {}
}
