package dev.tidemark.ingest.live;

import dev.tidemark.ingest.load.LongIntMap;
import java.util.HashMap;
import java.util.Map;

/** Numbers the records of a series that happened in the same nanosecond, as they come. */
final class Numbering {
  private final Map<Object, LongIntMap> next = new HashMap<>();

  /** 0 for the first record of the series with that event time, then one more each. */
  int next(Object series, long eventNanos) {
    LongIntMap counts = next.computeIfAbsent(series, added -> new LongIntMap(1024));
    int number = Math.max(0, counts.get(eventNanos));
    counts.put(eventNanos, number + 1);
    return number;
  }

  /** The id of a trade that has none. */
  static String id(long eventNanos, int number) {
    return "~" + eventNanos + "." + number;
  }
}
