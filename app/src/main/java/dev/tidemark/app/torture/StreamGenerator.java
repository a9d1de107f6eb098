package dev.tidemark.app.torture;

import dev.tidemark.app.parity.log.Heartbeats;
import dev.tidemark.core.model.Trade;
import dev.tidemark.stream.produce.MarketProducer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a tape into the log at its rate, with heartbeats. What the broker did not acknowledge is
 * sent again by the producer until it does; when it had to wait, it catches up.
 */
final class StreamGenerator {
  private static final long SECOND = 1_000_000_000L;

  private final StreamTape tape;
  private final MarketProducer producer;
  private final LongSupplier ticker;
  private final int rate;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("torture-generator").unstarted(this::run);
  private volatile long sent;
  private volatile @Nullable RuntimeException failure;

  StreamGenerator(StreamTape tape, int rate, MarketProducer producer, LongSupplier ticker) {
    this.tape = tape;
    this.rate = rate;
    this.producer = producer;
    this.ticker = ticker;
  }

  void start() {
    thread.start();
  }

  /** Records told so far. */
  long sent() {
    return sent;
  }

  /** Stops telling, says that all is over, and waits for the acknowledgements. */
  long finish() throws InterruptedException {
    stop.countDown();
    thread.join();
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    producer.heartbeat(Heartbeats.afterTrades(tape.knownNanos(sent)));
    producer.flush();
    return sent;
  }

  private void run() {
    Heartbeats heartbeats = new Heartbeats();
    long started = ticker.getAsLong();
    try {
      while (!stop.await(2, TimeUnit.MILLISECONDS)) {
        long elapsed = ticker.getAsLong() - started;
        long due = elapsed / SECOND * rate + elapsed % SECOND * rate / SECOND;
        while (sent < due && stop.getCount() > 0) {
          long number = sent;
          Trade trade = tape.at(number);
          long heartbeat = heartbeats.before(trade.knownNanos());
          if (heartbeat != Long.MIN_VALUE) {
            producer.heartbeat(heartbeat);
          }
          producer.trade(StreamTape.SOURCE, tape.instrument(number), trade);
          sent = number + 1;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }
}
