package dev.tidemark.ingest.simulator;

import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.SeriesType;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Bars of a faulty feed: one batch a session, in the order of arrival. */
final class FaultyBarReader implements RawReader {
  private static final long NANOS = 1_000_000_000L;

  /** Broken copies stand at a position of their own, off the grid of labels. */
  private static final long BROKEN_OFFSET = 7;

  private final SimulatedFeed feed;
  private final Timeframe timeframe;
  private final SessionGenerator generator;
  private final Iterator<SessionPlan> plans;
  private final long tick;
  private final long lot;

  FaultyBarReader(SimulatedFeed feed, Timeframe timeframe) {
    this.feed = feed;
    this.timeframe = timeframe;
    this.generator = feed.simulator().generator();
    this.plans = feed.simulator().plans(feed.from(), feed.to()).iterator();
    this.tick = feed.simulator().model().price().tickUnscaled();
    this.lot = feed.simulator().model().activity().lotUnscaled();
  }

  /** The wanted deliveries of one session. Faults are decided on the whole session. */
  static Deliveries deliveries(SimulatedFeed feed, SessionWindow window, SimulatedBars bars) {
    long[] published = new long[bars.size()];
    for (int i = 0; i < published.length; i++) {
      published[i] = bars.end[i] + SimulatedFeed.BAR_DELAY_NANOS;
    }
    return feed.deliveries(window, SeriesType.bars(bars.timeframe()), bars.size(), published)
        .only(row -> feed.wants(bars.label[row]));
  }

  @Override
  public @Nullable RawBatch next() {
    if (!plans.hasNext()) {
      return null;
    }
    SessionPlan plan = plans.next();
    SimulatedBars bars = new SimulatedBars(timeframe, 16);
    generator.bars(plan, bars);
    Deliveries deliveries = deliveries(feed, plan.window(), bars);
    RawBatchBuilder batch =
        new RawBatchBuilder(feed.series(SeriesType.bars(timeframe)), deliveries.size());
    for (int i = 0; i < deliveries.size(); i++) {
      deliver(bars, deliveries, i, batch);
    }
    return batch.build();
  }

  private void deliver(SimulatedBars bars, Deliveries deliveries, int i, RawBatchBuilder batch) {
    int row = deliveries.row()[i];
    long known = deliveries.known()[i];
    int salt = deliveries.salt()[i];
    long ordinal = bars.label[row] / NANOS;
    switch (deliveries.role()[i]) {
      case CLEAN, LATE, COPY -> put(bars, row, ordinal, 0, known, batch);
      case CORRECTION -> put(bars, row, ordinal, 1 + (salt & 3), known, batch);
      case CANCELLATION -> throw new IllegalStateException("bars are not cancelled");
      case BROKEN -> broken(bars, row, salt, known, batch);
    }
  }

  /** A bar; a correction adds lots traded at the high. */
  private void put(
      SimulatedBars bars, int row, long ordinal, int lots, long known, RawBatchBuilder batch) {
    long extra = lots * lot;
    long volume = bars.volume[row] + extra;
    Int128 notional = bars.notional(row).plus(Int128.product(bars.high[row], extra));
    batch
        .row(ordinal, bars.label[row])
        .known(known, KnownTimeBasis.PROVIDER)
        .set(RawColumn.OPEN, bars.open[row])
        .set(RawColumn.HIGH, bars.high[row])
        .set(RawColumn.LOW, bars.low[row])
        .set(RawColumn.CLOSE, bars.close[row])
        .set(RawColumn.VOLUME, volume)
        .set(RawColumn.NOTIONAL, notional.high(), notional.low())
        .set(RawColumn.VWAP, ExactVwap.of(notional.high(), notional.low(), volume))
        .set(RawColumn.BUY_VOLUME, bars.buyVolume[row] + extra)
        .set(RawColumn.SELL_VOLUME, bars.volume[row] - bars.buyVolume[row])
        .set(RawColumn.TRADE_COUNT, bars.tradeCount[row] + (lots > 0 ? 1 : 0));
  }

  /** The rows that only a gate can reject stand at a position of their own, like the unreadable. */
  private void broken(SimulatedBars bars, int row, int salt, long known, RawBatchBuilder batch) {
    long ordinal = bars.label[row] / NANOS + BROKEN_OFFSET;
    String symbol = feed.simulator().model().symbol();
    String text = RecordText.of(bars, row);
    switch (salt & 3) {
      case 0 ->
          batch.reject(
              new RawReject(
                  ordinal,
                  RejectReason.BAD_NUMBER,
                  "open=x",
                  text.replaceFirst(",", ",x"),
                  symbol));
      case 1 ->
          batch.reject(
              new RawReject(
                  ordinal,
                  RejectReason.MALFORMED,
                  "record ends early",
                  text.substring(0, text.length() / 2),
                  symbol));
      case 2 -> {
        put(bars, row, ordinal, 0, known, batch);
        batch.set(RawColumn.HIGH, bars.low[row] - tick);
      }
      default -> {
        put(bars, row, ordinal, 0, known, batch);
        batch.set(RawColumn.VOLUME, -bars.volume[row]);
      }
    }
  }

  @Override
  public void close() {}
}
