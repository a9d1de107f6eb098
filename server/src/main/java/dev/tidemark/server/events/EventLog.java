package dev.tidemark.server.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The log that keeps events of clients. Thread-safe. */
public interface EventLog {
  /**
   * Appends events in their order and returns when all are kept by every replica that must.
   *
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE if that does not happen in time;
   *     some of the events may be kept nevertheless, so the same ids are sent again
   */
  void append(EventKind kind, List<Event> events);

  /**
   * An event that was found valid.
   *
   * @param tenant whose event it is
   * @param id the same when the same event is told again
   * @param key events with the same key of a tenant keep their order
   * @param eventTime when it happened
   * @param knownTime when we were told
   * @param members the others by their names: text, {@link Double}, {@link java.math.BigDecimal}
   *     with 8 digits after the point, lists of doubles or of such maps, maps of texts or doubles
   */
  record Event(
      String tenant,
      String id,
      String key,
      Instant eventTime,
      Instant knownTime,
      Map<String, Object> members) {}
}
