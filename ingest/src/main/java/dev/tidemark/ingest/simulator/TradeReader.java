package dev.tidemark.ingest.simulator;

import dev.tidemark.core.model.Side;
import dev.tidemark.core.model.TradeOp;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawBatchBuilder;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RawReader;
import dev.tidemark.ingest.provider.RawReject;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.SeriesType;
import org.jspecify.annotations.Nullable;

/** Trades of a session in the order of arrival. Repeated deliveries have the same trade id. */
final class TradeReader implements RawReader {
  private static final int BATCH_ROWS = 65_536;

  /** Ids of broken trades: beyond every real trade of the day, so that no id gets two contents. */
  private static final long BROKEN_NUMBERS = 500_000_000L;

  private final SimulatedFeed feed;
  private final SimulatedTicks ticks;
  private final Deliveries deliveries;
  private final long tick;
  private int at;

  TradeReader(SimulatedFeed feed, SessionWindow window, SimulatedTicks ticks) {
    this.feed = feed;
    this.ticks = ticks;
    this.tick = feed.simulator().model().price().tickUnscaled();
    this.deliveries =
        feed.deliveries(window, SeriesType.TRADES, ticks.trades(), ticks.tradeKnown());
  }

  @Override
  public @Nullable RawBatch next() {
    if (at == deliveries.size()) {
      return null;
    }
    int end = Math.min(at + BATCH_ROWS, deliveries.size());
    RawBatchBuilder batch = new RawBatchBuilder(feed.series(SeriesType.TRADES), end - at);
    for (; at < end; at++) {
      if (feed.wants(ticks.tradeTime()[deliveries.row()[at]])) {
        deliver(at, batch);
      }
    }
    return batch.build();
  }

  private void deliver(int i, RawBatchBuilder batch) {
    int row = deliveries.row()[i];
    int salt = deliveries.salt()[i];
    long price = ticks.price()[row];
    switch (deliveries.role()[i]) {
      case CLEAN, LATE, COPY -> put(i, price, ticks.size()[row], 1, TradeOp.NEW, batch);
      case CORRECTION -> {
        long corrected =
            Math.max(tick, price + tick * (1 + (salt & 3)) * ((salt & 4) == 0 ? 1 : -1));
        put(i, corrected, ticks.size()[row], 2, TradeOp.CORRECT, batch);
      }
      case CANCELLATION -> put(i, price, ticks.size()[row], 2, TradeOp.CANCEL, batch);
      case BROKEN -> broken(i, batch);
    }
  }

  private void put(int i, long price, long size, int version, TradeOp op, RawBatchBuilder batch) {
    int row = deliveries.row()[i];
    Side side = ticks.buy()[row] ? Side.BUY : Side.SELL;
    batch
        .row(i + 1L, ticks.tradeTime()[row])
        .known(deliveries.known()[i], KnownTimeBasis.PROVIDER)
        .tradeId(ticks.tradeNumber()[row])
        .set(RawColumn.PRICE, price)
        .set(RawColumn.SIZE, size)
        .set(RawColumn.SEQ, row + 1L)
        .set(RawColumn.VERSION, version)
        .set(RawColumn.OP, op.ordinal())
        .set(RawColumn.SIDE, side.ordinal());
  }

  private void broken(int i, RawBatchBuilder batch) {
    int row = deliveries.row()[i];
    String symbol = feed.simulator().model().symbol();
    String text =
        RecordText.time(ticks.tradeTime()[row])
            + ","
            + ticks.tradeNumber()[row]
            + ","
            + RecordText.decimal(ticks.price()[row])
            + ","
            + RecordText.decimal(ticks.size()[row]);
    switch (deliveries.salt()[i] & 3) {
      case 0 ->
          batch.reject(
              new RawReject(
                  i + 1L, RejectReason.BAD_NUMBER, "size ends in a letter", text + "e", symbol));
      case 1 ->
          batch.reject(
              new RawReject(
                  i + 1L,
                  RejectReason.MALFORMED,
                  "record ends early",
                  text.substring(0, text.length() / 2),
                  symbol));
      case 2 ->
          batch.reject(
              new RawReject(
                  i + 1L,
                  RejectReason.MISSING_FIELD,
                  "price",
                  text.replaceFirst(",[0-9.]+,", ",,"),
                  symbol));
      default -> {
        put(i, ticks.price()[row], -ticks.size()[row], 1, TradeOp.NEW, batch);
        batch.tradeId(ticks.tradeNumber()[row] + BROKEN_NUMBERS);
      }
    }
  }

  @Override
  public void close() {}
}
