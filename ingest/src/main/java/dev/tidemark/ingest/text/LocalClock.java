package dev.tidemark.ingest.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Local time of a zone to UTC, remembering the offset of the day read last. A local time that the
 * zone skips does not exist; of two equal local times the earlier instant is meant. One thread.
 */
public final class LocalClock {

  /** The local time does not exist. */
  public static final int NONE = Integer.MIN_VALUE;

  private static final long DAY = 86_400;

  private final ZoneRules rules;
  private long day = Long.MIN_VALUE;
  private int dayOffset;
  private boolean wholeDay;

  public LocalClock(ZoneId zone) {
    this.rules = zone.getRules();
    if (rules.isFixedOffset()) {
      dayOffset = rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
  }

  /** Offset from UTC in seconds at a local second, or {@link #NONE}. */
  public int offsetAt(long localSecond) {
    if (rules.isFixedOffset()) {
      return dayOffset;
    }
    long wanted = Math.floorDiv(localSecond, DAY);
    if (wanted != day) {
      remember(wanted);
    }
    return wholeDay ? dayOffset : lookUp(localSecond);
  }

  private void remember(long wanted) {
    day = wanted;
    int first = lookUp(wanted * DAY);
    int last = lookUp(wanted * DAY + DAY - 1);
    dayOffset = first;
    // Clocks change at most once a day, so equal offsets at both ends mean no change between.
    wholeDay = first == last && first != NONE;
  }

  private int lookUp(long localSecond) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    ZoneOffsetTransition transition = rules.getTransition(local);
    if (transition == null) {
      return rules.getOffset(local).getTotalSeconds();
    }
    return transition.isGap() ? NONE : transition.getOffsetBefore().getTotalSeconds();
  }
}
