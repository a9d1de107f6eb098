package dev.tidemark.ingest.simulator;

import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.SeriesType;
import dev.tidemark.ingest.simulator.Deliveries.Role;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Quotes of a session in the order of arrival. Quotes have no ids: a repeated delivery is one at
 * the position of the first.
 */
final class QuoteReader implements RawReader {
  private static final int BATCH_ROWS = 65_536;

  /** Quotes are published this long after the event. */
  private static final long DELAY_NANOS = 100_000L;

  private final SimulatedFeed feed;
  private final SimulatedTicks ticks;
  private final Deliveries deliveries;
  private final long[] position;
  private int at;

  QuoteReader(SimulatedFeed feed, SessionWindow window, SimulatedTicks ticks) {
    this.feed = feed;
    this.ticks = ticks;
    this.deliveries = feed.deliveries(window, SeriesType.QUOTES, ticks.quotes(), published(ticks));
    this.position = new long[ticks.quotes()];
  }

  static long[] published(SimulatedTicks ticks) {
    long[] published = Arrays.copyOf(ticks.quoteTime(), ticks.quotes());
    for (int i = 0; i < published.length; i++) {
      published[i] += DELAY_NANOS;
    }
    return published;
  }

  @Override
  public @Nullable RawBatch next() {
    if (at == deliveries.size()) {
      return null;
    }
    int end = Math.min(at + BATCH_ROWS, deliveries.size());
    RawBatchBuilder batch = new RawBatchBuilder(feed.series(SeriesType.QUOTES), end - at);
    for (; at < end; at++) {
      int row = deliveries.row()[at];
      Role role = deliveries.role()[at];
      if (role == Role.CLEAN || role == Role.LATE) {
        position[row] = at + 1L;
      }
      if (feed.wants(ticks.quoteTime()[row])) {
        switch (role) {
          case CLEAN, LATE, COPY -> put(position[row], ticks.bidSize()[row], batch);
          case CORRECTION, CANCELLATION ->
              throw new IllegalStateException("quotes are replaced, not corrected");
          case BROKEN -> broken(batch);
        }
      }
    }
    return batch.build();
  }

  private void put(long ordinal, long bidSize, RawBatchBuilder batch) {
    int row = deliveries.row()[at];
    batch
        .row(ordinal, ticks.quoteTime()[row])
        .known(deliveries.known()[at], KnownTimeBasis.PROVIDER)
        .set(RawColumn.BID, ticks.bid()[row])
        .set(RawColumn.ASK, ticks.ask()[row])
        .set(RawColumn.BID_SIZE, bidSize)
        .set(RawColumn.ASK_SIZE, ticks.askSize()[row]);
  }

  private void broken(RawBatchBuilder batch) {
    int row = deliveries.row()[at];
    if ((deliveries.salt()[at] & 1) == 0) {
      put(at + 1L, -ticks.bidSize()[row], batch);
    } else {
      String text =
          RecordText.time(ticks.quoteTime()[row])
              + ","
              + RecordText.decimal(ticks.bid()[row])
              + ",--,"
              + RecordText.decimal(ticks.askSize()[row]);
      batch.reject(
          new RawReject(
              at + 1L, RejectReason.BAD_NUMBER, "ask=--", text, feed.simulator().model().symbol()));
    }
  }

  @Override
  public void close() {}
}
