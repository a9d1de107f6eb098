package dev.tidemark.stream.feed;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic once for all its listeners, from when the first comes until some time after the
 * last left. Listeners take from the {@link EventRing} at their own speed: one that is slow costs
 * nothing but itself. Thread-safe.
 */
final class FanOut implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration START = Duration.ofSeconds(10);
  private static final int BATCH = 512;
  private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

  private final Feed feed;
  private final FeedLog log;
  private final FeedDocument.Decoder decoder;
  private final FeedOptions options;
  private final LongSupplier ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private @Nullable EventRing ring;
  private @Nullable Thread reading;
  private int listeners;
  private long leftNanos;
  private long broken;
  private boolean closed;

  FanOut(
      Feed feed,
      FeedLog log,
      FeedDocument.Decoder decoder,
      FeedOptions options,
      LongSupplier ticker) {
    this.feed = feed;
    this.log = log;
    this.decoder = decoder;
    this.options = options;
    this.ticker = ticker;
  }

  /** What a listener sees of the ring at a time. */
  record View(long head, Positions next) {}

  /** What was taken from the ring. */
  record Taken(State state, List<LiveEvent> events, long upTo, Positions next) {}

  /** Whether something can be taken. */
  enum State {
    EVENTS,
    /** Nothing new came. */
    NOTHING,
    /** What follows is gone from the ring. */
    TOO_LATE,
    /** Reading ended; the ring is not the one that the listener knows. */
    BROKEN,
    CLOSED
  }

  FeedLog log() {
    return log;
  }

  FeedDocument.Decoder decoder() {
    return decoder;
  }

  /** Counts a listener in and waits until the topic is read. */
  void enter() {
    lock.lock();
    try {
      listeners++;
      long before = broken;
      long left = START.toNanos();
      while (ring == null && !closed && broken == before && left > 0) {
        if (reading == null) {
          Thread thread =
              Thread.ofPlatform().daemon().name("feed-" + feed.label()).unstarted(this::read);
          // It outlives the request that happens to start it.
          thread.setContextClassLoader(FanOut.class.getClassLoader());
          reading = thread;
          thread.start();
        }
        left = changed.awaitNanos(left);
      }
      if (ring == null) {
        leave();
        throw away(null);
      }
    } catch (InterruptedException stopped) {
      leave();
      Thread.currentThread().interrupt();
      throw away(stopped);
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      listeners--;
      leftNanos = ticker.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  private TidemarkException away(@Nullable Throwable cause) {
    String what = "The log does not answer";
    String why = "the topic " + feed.topic().topicName() + " cannot be read";
    String fix = "Try again in a few seconds; 'tidemark doctor' tells whether the broker runs";
    return cause == null
        ? TidemarkException.of(ErrorCode.UNAVAILABLE, what, why, fix)
        : TidemarkException.of(ErrorCode.UNAVAILABLE, what, why, fix, cause);
  }

  /** Grows each time reading breaks off; a listener compares. */
  long broken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }

  View view() {
    lock.lock();
    try {
      if (ring == null) {
        throw away(null);
      }
      return new View(ring.head(), ring.next().copy());
    } finally {
      lock.unlock();
    }
  }

  /** The number of the oldest event kept if everything from the positions on is; else -1. */
  long numberFor(Positions positions) {
    lock.lock();
    try {
      return ring != null && ring.covers(positions) ? ring.tail() : -1;
    } finally {
      lock.unlock();
    }
  }

  /** Takes events from a number on, waiting for some. */
  Taken take(long number, long knownBreaks, Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (true) {
        if (closed) {
          return new Taken(State.CLOSED, List.of(), number, new Positions(new long[0]));
        }
        if (ring == null || broken != knownBreaks) {
          return new Taken(State.BROKEN, List.of(), number, new Positions(new long[0]));
        }
        if (number < ring.tail()) {
          return new Taken(State.TOO_LATE, List.of(), number, ring.next().copy());
        }
        if (number < ring.head()) {
          List<LiveEvent> events = ring.from(number, BATCH);
          return new Taken(State.EVENTS, events, number + events.size(), ring.next().copy());
        }
        if (left <= 0) {
          return new Taken(State.NOTHING, List.of(), number, ring.next().copy());
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void read() {
    try (FeedLog.Reader reader = log.open()) {
      long[] ends = reader.ends();
      reader.seek(ends);
      begin(new EventRing(options.mostEvents(), options.mostBytes(), ends));
      while (wanted()) {
        add(reader.poll(POLL), reader);
      }
    } catch (RuntimeException failure) {
      LOG.warn("The feed of {} broke off: {}", feed.label(), failure.getMessage());
    } finally {
      end();
    }
  }

  private void begin(EventRing fresh) {
    lock.lock();
    try {
      ring = fresh;
      leftNanos = ticker.getAsLong();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean wanted() {
    lock.lock();
    try {
      boolean wanted =
          !closed && (listeners > 0 || ticker.getAsLong() - leftNanos < options.linger().toNanos());
      if (!wanted) {
        gone(); // at once, so that nobody enters a feed that ends
      }
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private void add(List<FeedRecord> records, FeedLog.Reader reader) {
    if (records.isEmpty()) {
      return;
    }
    long[] reached = reader.positions();
    lock.lock();
    try {
      EventRing to = ring;
      if (to == null) {
        return;
      }
      for (FeedRecord record : records) {
        LiveEvent event = LiveEvent.of(record, decoder);
        if (event != null) {
          to.add(event);
        }
      }
      for (int p = 0; p < reached.length; p++) {
        to.told(p, reached[p]);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      if (reading == Thread.currentThread()) {
        gone();
      }
    } finally {
      lock.unlock();
    }
  }

  private void gone() {
    ring = null;
    reading = null;
    broken++;
    changed.signalAll();
  }

  /** Wakes everybody; they find the feed closed. Waits for the reader to be gone. */
  @Override
  public void close() {
    Thread waitFor;
    lock.lock();
    try {
      closed = true;
      waitFor = reading;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (waitFor != null) {
        boolean unused = waitFor.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
