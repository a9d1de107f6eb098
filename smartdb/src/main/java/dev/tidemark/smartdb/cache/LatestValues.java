package dev.tidemark.smartdb.cache;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps, by name, what was computed from market data a moment ago. Only data that every tenant may
 * see belongs here.
 *
 * <p>A value is never found after its name was invalidated, also when it was computed before that
 * and stored later: whoever computes takes the stamp of {@link #find} first and stores under it. A
 * value is not found either when it is older than the age the cache was made with. A cache that
 * does not answer has no values; it is no reason to fail. Thread-safe.
 */
public interface LatestValues extends AutoCloseable {

  /**
   * Looks names up, in one step.
   *
   * @return for each name, in the same order, what there is
   */
  List<Found> find(List<String> names);

  /** Stores values under the stamps that were found for their names before they were computed. */
  void store(Map<String, Found> values);

  /** Forgets the values of names. */
  void invalidate(Collection<String> names);

  /** Forgets all values. */
  void invalidateAll();

  @Override
  void close();
}
