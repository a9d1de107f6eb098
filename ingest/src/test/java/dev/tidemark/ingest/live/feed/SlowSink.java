package dev.tidemark.ingest.live.feed;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.ingest.live.LiveSink;
import java.util.concurrent.CountDownLatch;

/** Takes nothing until its gate opens. */
record SlowSink(LiveSink behind, CountDownLatch gate) implements LiveSink {
  @Override
  public void trade(String source, Instrument instrument, Trade trade) {
    await();
    behind.trade(source, instrument, trade);
  }

  @Override
  public void quote(String source, Instrument instrument, Quote quote) {
    await();
    behind.quote(source, instrument, quote);
  }

  @Override
  public void reject(String source, String reason, String detail, byte[] payload) {
    behind.reject(source, reason, detail, payload);
  }

  @Override
  public void flush() {}

  private void await() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
