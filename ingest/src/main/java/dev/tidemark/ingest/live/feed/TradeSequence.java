package dev.tidemark.ingest.live.feed;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which trades of a product came, by the numbers that the venue gives them without holes. One
 * thread. The memory for holes is bounded: the oldest is forgotten first, and what comes of it then
 * counts as repeated.
 */
final class TradeSequence {
  private static final int MOST_HOLES = 1_000;
  private static final long NONE = -1;

  /** What a number is to those before it. */
  enum Arrival {
    /** The next one, or one that was missing. */
    NEW,
    /** It came before. */
    REPEATED,
    /** New, but those between the last one and it did not come. */
    AFTER_GAP
  }

  /** First and last number of each hole. */
  private final NavigableMap<Long, Long> holes = new TreeMap<>();

  private long last = NONE;
  private long told = NONE;
  private long gapFirst;

  /** Takes a number that came. */
  Arrival accept(long number) {
    if (last == NONE || number == last + 1) {
      last = number;
      return Arrival.NEW;
    }
    if (number > last) {
      gapFirst = last + 1;
      open(gapFirst, number - 1);
      last = number;
      return Arrival.AFTER_GAP;
    }
    return fill(number) ? Arrival.NEW : Arrival.REPEATED;
  }

  /** First number of the hole that {@link #accept} or {@link #lastTrade} found last. */
  long gapFirst() {
    return gapFirst;
  }

  /**
   * The venue says which number was its last. A trade may overtake that message or come shortly
   * after it, so it is missing only when the venue had told of it in the message before, too.
   *
   * @return the last number that is missing, or -1
   */
  long lastTrade(long number) {
    long before = told;
    told = Math.max(told, number);
    if (last == NONE || before <= last) {
      return NONE;
    }
    gapFirst = last + 1;
    open(gapFirst, before);
    last = before;
    return before;
  }

  /** True when the number was missing; it is no longer. */
  boolean fill(long number) {
    Map.Entry<Long, Long> hole = holes.floorEntry(number);
    if (hole == null || number > hole.getValue()) {
      return false;
    }
    long first = hole.getKey();
    long end = hole.getValue();
    holes.remove(first);
    if (first < number) {
      holes.put(first, number - 1);
    }
    if (number < end) {
      open(number + 1, end);
    }
    return true;
  }

  /** How many numbers from {@code first} to {@code end} are missing. */
  long missing(long first, long end) {
    long count = 0;
    for (Map.Entry<Long, Long> hole : holes.headMap(end, true).entrySet()) {
      long overlap = Math.min(end, hole.getValue()) - Math.max(first, hole.getKey()) + 1;
      count += Math.max(0, overlap);
    }
    return count;
  }

  private void open(long first, long end) {
    holes.put(first, end);
    if (holes.size() > MOST_HOLES) {
      holes.pollFirstEntry();
    }
  }
}
