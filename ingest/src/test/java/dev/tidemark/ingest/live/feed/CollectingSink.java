package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.live.LiveSink;
import dev.tidemark.ingest.live.MarketRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told, and lets a test wait for it. */
final class CollectingSink implements LiveSink {
  private static final int PATIENCE_SECONDS = 20;

  private final BlockingQueue<MarketRecord> records = new LinkedBlockingQueue<>();
  final BlockingQueue<String> rejects = new LinkedBlockingQueue<>();

  @Override
  public void trade(String source, Instrument instrument, Trade trade) {
    records.add(MarketRecord.of(source, instrument, trade, 0));
  }

  @Override
  public void quote(String source, Instrument instrument, Quote quote) {
    records.add(MarketRecord.of(source, instrument, quote, 0));
  }

  @Override
  public void reject(String source, String reason, String detail, byte[] payload) {
    rejects.add(reason);
  }

  @Override
  public void flush() {}

  MarketRecord next() throws InterruptedException {
    MarketRecord record = records.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (record == null) {
      throw new AssertionError("nothing was told in time");
    }
    return record;
  }

  String nextReject() throws InterruptedException {
    String reason = rejects.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (reason == null) {
      throw new AssertionError("nothing was rejected in time");
    }
    return reason;
  }

  List<MarketRecord> take(int count) throws InterruptedException {
    List<MarketRecord> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(next());
    }
    return taken;
  }

  List<String> tradeIds(int count) throws InterruptedException {
    List<String> ids = new ArrayList<>();
    for (MarketRecord record : take(count)) {
      Trade trade = record.trade();
      ids.add(trade == null ? "quote" : trade.tradeId());
    }
    return ids;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }
}
