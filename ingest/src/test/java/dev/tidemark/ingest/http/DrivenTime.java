package dev.tidemark.ingest.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A clock that only moves when someone waits, and remembers the waits. */
public final class DrivenTime extends Clock implements Waiting {
  private Instant now;
  private final List<Duration> waits = new ArrayList<>();

  public DrivenTime(Instant now) {
    this.now = now;
  }

  @Override
  public synchronized void await(Duration duration) {
    if (duration.isPositive()) {
      now = now.plus(duration);
      waits.add(duration);
    }
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** The waits so far. */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
