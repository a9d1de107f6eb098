package dev.tidemark.stream.feed;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes events from the shared reader, or from a reader of its own while it is behind. */
final class Listener implements LiveTopics.Subscription {
  private static final Duration READ = Duration.ofMillis(100);

  private final FanOut shared;
  private final Interest interest;
  private final Semaphore readers;
  private final FeedOptions options;
  private final LongSupplier ticker;
  private final long breaks;
  private final Positions begin;
  private final Positions reached;
  private final List<Delivery.Gap> ahead = new ArrayList<>();

  private long number;
  private @Nullable CatchUp behind;
  private long catchUpSince;
  private int falls;
  private boolean closed;

  /** The shared reader must have been entered for it. */
  Listener(
      FanOut shared,
      Interest interest,
      Start start,
      Semaphore readers,
      FeedOptions options,
      LongSupplier ticker) {
    this.shared = shared;
    this.interest = interest;
    this.readers = readers;
    this.options = options;
    this.ticker = ticker;
    this.breaks = shared.broken();
    FanOut.View now = shared.view();
    this.number = now.head();
    this.reached = now.next().copy();
    switch (start) {
      case Start.Live live -> {}
      case Start.After after -> after(after.positions(), now);
      case Start.Since since -> {
        if (!catchUp(null, since.time().toEpochMilli())) {
          throw tooMany();
        }
      }
    }
    this.begin = reached.copy();
  }

  private void after(Positions positions, FanOut.View now) {
    if (positions.partitions() != reached.partitions()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "The positions are not of this feed",
              "it has " + reached.partitions() + " partitions",
              "Send the last id that this feed told, or none")
          .withDetail("pointer", "?Last-Event-ID");
    }
    for (int p = 0; p < reached.partitions(); p++) {
      long end = now.next().next(p);
      if (positions.next(p) > end) {
        // Of a topic that was made anew since.
        ahead.add(new Delivery.Gap(p, end, positions.next(p)));
        positions.set(p, end);
      }
    }
    long kept = shared.numberFor(positions);
    if (kept >= 0) {
      number = kept;
      position(positions);
    } else if (!catchUp(positions, 0)) {
      throw tooMany();
    }
  }

  private void position(Positions to) {
    for (int p = 0; p < reached.partitions(); p++) {
      reached.set(p, to.next(p));
    }
  }

  private static TidemarkException tooMany() {
    return TidemarkException.of(
            ErrorCode.RESOURCE_EXHAUSTED,
            "Too many listeners read old events",
            "each of them has a reader of its own until it has reached the present",
            "Try again in a few seconds, or begin with what happens now")
        .withDetail("reason", "CATCH_UP_LIMIT_REACHED");
  }

  /** Begins to read for itself; false if no reader is left. */
  private boolean catchUp(@Nullable Positions from, long since) {
    if (!readers.tryAcquire()) {
      return false;
    }
    FeedLog.Reader reader = null;
    try {
      FanOut.View now = shared.view();
      reader = shared.log().open();
      Positions wanted = from == null ? new Positions(reader.since(since)) : from;
      CatchUp own = new CatchUp(reader, shared.decoder(), wanted, now.next(), now.head());
      position(own.begin());
      behind = own;
      catchUpSince = ticker.getAsLong();
      return true;
    } finally {
      if (behind == null) {
        readers.release();
        if (reader != null) {
          reader.close();
        }
      }
    }
  }

  @Override
  public Positions begin() {
    return begin;
  }

  @Override
  public Delivery next(Duration wait) throws InterruptedException {
    CatchUp own = behind;
    return own == null ? live(wait) : behind(own);
  }

  private Delivery behind(CatchUp own) {
    if (ticker.getAsLong() - catchUpSince > options.longestCatchUp().toNanos()) {
      return end(Delivery.End.SLOW_CLIENT);
    }
    if (shared.broken() != breaks) {
      return end(Delivery.End.LOG_UNAVAILABLE);
    }
    List<LiveEvent> wanted;
    try {
      wanted = wanted(own.next(READ));
      reached.reach(own.reached());
    } catch (TidemarkException away) {
      return end(Delivery.End.LOG_UNAVAILABLE);
    }
    List<Delivery.Gap> gaps = own.gaps();
    if (own.done()) {
      number = own.number();
      leaveBehind();
    }
    return new Delivery(wanted, gaps, reached.copy(), Optional.empty());
  }

  private Delivery live(Duration wait) throws InterruptedException {
    FanOut.Taken taken = shared.take(number, breaks, ahead.isEmpty() ? wait : Duration.ZERO);
    switch (taken.state()) {
      case CLOSED -> {
        return end(Delivery.End.CLOSED);
      }
      case BROKEN -> {
        return end(Delivery.End.LOG_UNAVAILABLE);
      }
      case TOO_LATE -> {
        if (++falls > options.mostFalls() || !catchUp(reached.copy(), 0)) {
          return end(Delivery.End.SLOW_CLIENT);
        }
        return new Delivery(List.of(), List.of(), reached.copy(), Optional.empty());
      }
      case NOTHING -> {
        falls = 0;
        reached.reach(taken.next());
        return new Delivery(List.of(), gapsAhead(), reached.copy(), Optional.empty());
      }
      case EVENTS -> {
        List<LiveEvent> wanted = wanted(taken.events());
        taken.events().forEach(reached::passed);
        number = taken.upTo();
        return new Delivery(wanted, gapsAhead(), reached.copy(), Optional.empty());
      }
    }
    throw new IllegalStateException(taken.state().name());
  }

  private List<Delivery.Gap> gapsAhead() {
    List<Delivery.Gap> gaps = List.copyOf(ahead);
    ahead.clear();
    return gaps;
  }

  /** Those that are new to it and that it asked for. */
  private List<LiveEvent> wanted(List<LiveEvent> events) {
    List<LiveEvent> wanted = new ArrayList<>();
    for (LiveEvent event : events) {
      if (event.offset() >= reached.next(event.partition()) && interest.includes(event)) {
        FeedDocument document = event.document();
        if (document != null && interest.wants(document)) {
          wanted.add(event);
        }
      }
    }
    return wanted;
  }

  private Delivery end(Delivery.End end) {
    return new Delivery(List.of(), List.of(), reached.copy(), Optional.of(end));
  }

  private void leaveBehind() {
    CatchUp own = behind;
    if (own != null) {
      behind = null;
      own.close();
      readers.release();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      leaveBehind();
      shared.leave();
    }
  }
}
