package dev.tidemark.ingest.gate;

import java.time.Duration;

/**
 * How long after the fact backfilled history is assumed to have been known; such rows have the
 * basis {@code ASSUMED}.
 *
 * @param bars after the end of the bar; the default of 10 s is what a live bar waits for late
 *     trades
 * @param ticks after the event
 * @param actions after the opening of the session a corporate action takes effect in
 */
public record KnownDelays(Duration bars, Duration ticks, Duration actions) {

  public static final KnownDelays DEFAULT =
      new KnownDelays(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ZERO);
}
