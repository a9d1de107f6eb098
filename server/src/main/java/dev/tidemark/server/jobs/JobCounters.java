package dev.tidemark.server.jobs;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happened to jobs in this process. Thread-safe. */
public final class JobCounters {

  /** What is counted. */
  public enum Event {
    CLAIMED,
    COMPLETED,
    /** An attempt ended with an error and will be made again. */
    RETRIED,
    /** Moved to the dead letters. */
    GIVEN_UP,
    /** Given back by a worker that stops. */
    RELEASED,
    /** Finished after the lease had passed to another, or after a cancellation; discarded. */
    DISCARDED,
    /** Taken from a worker whose lease expired. */
    TAKEN_OVER
  }

  private final Map<Event, LongAdder> counts = new EnumMap<>(Event.class);
  private final LongAdder runNanos = new LongAdder();

  public JobCounters() {
    for (Event event : Event.values()) {
      counts.put(event, new LongAdder());
    }
  }

  void count(Event event, long howOften) {
    adder(event).add(howOften);
  }

  void ran(long nanos) {
    runNanos.add(nanos);
  }

  public long get(Event event) {
    return adder(event).sum();
  }

  /** Time spent in handlers, all threads together. */
  public double runSeconds() {
    return runNanos.sum() / 1e9;
  }

  private LongAdder adder(Event event) {
    LongAdder adder = counts.get(event);
    if (adder == null) {
      throw new IllegalArgumentException("not counted: " + event);
    }
    return adder;
  }
}
