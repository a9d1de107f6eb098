package dev.tidemark.core.history;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From a valid time on, a key has these attributes, or does not exist any more.
 *
 * @param validTime epoch seconds
 * @param knownTime epoch seconds at which we learnt it
 * @param attributes column to value; null deletes the key
 */
public record ChangeEvent(
    String key, long validTime, long knownTime, @Nullable SortedMap<String, String> attributes) {

  public ChangeEvent {
    if (validTime >= HistoryRow.FAR_FUTURE) {
      throw TidemarkException.of(
              ErrorCode.INVALID_INPUT,
              "Change after the end of time",
              "9999-12-31T23:59:59Z stands for \"still current\"",
              "Give the valid time in epoch seconds")
          .withDetail("key", key)
          .withDetail("valid_time", validTime);
    }
    attributes =
        attributes == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  public boolean isDelete() {
    return attributes == null;
  }
}
