package dev.tidemark.transform.bars;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds UTC, as stored, and {@link Instant}s. */
public final class Instants {
  private Instants() {}

  public static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  public static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
