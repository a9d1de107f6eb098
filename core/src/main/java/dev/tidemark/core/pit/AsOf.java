package dev.tidemark.core.pit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The as-of question for a single key; {@link AsOfIndex} answers many at once.
 *
 * <p>Among rows of the entity with {@code event_time <= t} and {@code known_time <= K}, each event
 * time is represented by its greatest {@code (known_time, seq)}; deleted ones drop out; the
 * greatest event time that is left wins, unless it is older than the time to live.
 */
public final class AsOf {

  /** Facts never grow too old. */
  public static final long NO_TTL = Long.MAX_VALUE;

  private AsOf() {}

  /**
   * The fact as known.
   *
   * @param facts rows in any order; of rows equal in all times and {@code seq} the later one counts
   * @param time t, the event time asked for
   * @param known K, the knowledge time; K = t for training sets, K = now for data as corrected
   * @param ttl greatest allowed {@code t - event_time}, or {@link #NO_TTL}
   */
  public static <V> Optional<Fact<V>> find(
      Iterable<Fact<V>> facts, String entity, long time, long known, long ttl) {
    long ceiling = time;
    while (true) {
      Fact<V> best = newest(facts, entity, ceiling, known);
      if (best == null || isTooOld(time, best.eventTime(), ttl)) {
        return Optional.empty();
      }
      if (!best.deleted()) {
        return Optional.of(best);
      }
      if (best.eventTime() == Long.MIN_VALUE) {
        return Optional.empty();
      }
      ceiling = best.eventTime() - 1;
    }
  }

  /** Whether {@code time - eventTime > ttl}; a difference beyond 64 bits is. */
  static boolean isTooOld(long time, long eventTime, long ttl) {
    long age = time - eventTime;
    return ttl != NO_TTL && (age < 0 || age > ttl);
  }

  private static <V> @Nullable Fact<V> newest(
      Iterable<Fact<V>> facts, String entity, long time, long known) {
    Fact<V> best = null;
    for (Fact<V> fact : facts) {
      boolean visible =
          fact.entity().equals(entity) && fact.eventTime() <= time && fact.knownTime() <= known;
      if (visible && (best == null || compare(fact, best) >= 0)) {
        best = fact;
      }
    }
    return best;
  }

  private static int compare(Fact<?> a, Fact<?> b) {
    int byEvent = Long.compare(a.eventTime(), b.eventTime());
    if (byEvent != 0) {
      return byEvent;
    }
    int byKnown = Long.compare(a.knownTime(), b.knownTime());
    return byKnown != 0 ? byKnown : Long.compare(a.seq(), b.seq());
  }
}
