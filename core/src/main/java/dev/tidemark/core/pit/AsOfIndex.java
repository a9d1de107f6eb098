package dev.tidemark.core.pit;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import org.jspecify.annotations.Nullable;

/**
 * Answers many as-of questions over bitemporal rows, by the definition in {@link AsOf}.
 *
 * <p>Rows that are sorted by (entity, event time, known time, seq) are used in place, others are
 * sorted into a copy. With keys whose times ascend within each entity a join is one pass over both
 * sides: the last row at or before t answers at once unless it became known after K or is deleted.
 * Immutable and thread-safe.
 */
public final class AsOfIndex {

  /** No row answers. */
  public static final int NONE = -1;

  private static final int LINEAR_STEPS = 8;
  private static final int LONGEST_STRIDE = 512;
  private static final int WALK_BACK = 16;

  private final int rows;
  private final long[] time;
  private final long[] known;
  private final boolean @Nullable [] deleted;

  /** Rows of entity e are {@code [starts[e], starts[e + 1])}. */
  private final int[] starts;

  /** Position in the caller's arrays; null if it is the same. */
  private final int @Nullable [] position;

  /** Built when a walk back gets long; building it twice in a race does no harm. */
  private volatile @Nullable KnownMinima minima;

  private AsOfIndex(AsOfRows rows, int @Nullable [] position) {
    this.rows = rows.rows();
    this.time = rows.eventTime();
    this.known = rows.knownTime();
    this.deleted = rows.deleted();
    this.position = position;
    this.starts = starts(rows);
  }

  /** Indexes the rows. */
  public static AsOfIndex of(AsOfRows rows) {
    if (rows.isSorted()) {
      return new AsOfIndex(rows, null);
    }
    int[] order = RowOrder.of(rows);
    int n = rows.rows();
    int[] entity = new int[n];
    long[] time = new long[n];
    long[] known = new long[n];
    boolean[] unsortedDeleted = rows.deleted();
    boolean[] deleted = unsortedDeleted == null ? null : new boolean[n];
    for (int i = 0; i < n; i++) {
      entity[i] = rows.entity()[order[i]];
      time[i] = rows.eventTime()[order[i]];
      known[i] = rows.knownTime()[order[i]];
      if (deleted != null && unsortedDeleted != null) {
        deleted[i] = unsortedDeleted[order[i]];
      }
    }
    return new AsOfIndex(new AsOfRows(n, entity, time, known, null, deleted), order);
  }

  /**
   * Answers one question.
   *
   * @return the row's position in the arrays given to {@link #of}, or {@link #NONE}
   */
  public int find(int entity, long t, long asKnown, long ttl) {
    if (entity < 0 || entity >= starts.length - 1) {
      return NONE;
    }
    int first = starts[entity];
    int at = bisect(first - 1, starts[entity + 1], t);
    return at < first ? NONE : answer(winner(first, at, t, asKnown, ttl));
  }

  /**
   * Answers all questions.
   *
   * @param ttl greatest allowed {@code t - event_time}, or {@link AsOf#NO_TTL}
   * @param out receives per question the row's position in the arrays given to {@link #of}, or
   *     {@link #NONE}
   */
  public void join(AsOfKeys keys, long ttl, int[] out) {
    if (out.length < keys.rows()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Result array is too short",
              "it needs an element per key",
              "Allocate at least keys.rows() elements")
          .withDetail("keys", keys.rows())
          .withDetail("length", out.length);
    }
    int[] entities = keys.entity();
    long[] times = keys.time();
    long[] knowns = keys.known();
    // Where the last question of each entity ended: keys may change entity with every row.
    int[] resume = new int[starts.length];
    int entity = -1;
    int first = 0;
    int end = 0;
    int at = -1;
    for (int i = 0; i < keys.rows(); i++) {
      long t = times[i];
      if (entities[i] != entity) {
        if (first < end) {
          resume[entity] = at + 1;
        }
        entity = entities[i];
        boolean present = entity >= 0 && entity < starts.length - 1;
        first = present ? starts[entity] : 0;
        end = present ? starts[entity + 1] : 0;
        at = first < end ? Math.max(first, resume[entity]) - 1 : first - 1;
      }
      at =
          at >= first && time[at] > t
              ? bisect(first - 1, end, t)
              : lastAtOrBefore(first, at, end, t);
      out[i] = at < first ? NONE : answer(winner(first, at, t, knowns[i], ttl));
    }
  }

  /** The last row in {@code [first, end)} with {@code time <= t}, if {@code at} is not after it. */
  private int lastAtOrBefore(int first, int at, int end, long t) {
    int row = at;
    for (int step = 0; step < LINEAR_STEPS; step++) {
      if (row + 1 >= end || time[row + 1] > t) {
        return row;
      }
      row++;
    }
    int below = row;
    for (int stride = LINEAR_STEPS; stride <= LONGEST_STRIDE; stride <<= 1) {
      if (below + stride >= end || time[below + stride] > t) {
        return bisect(below, Math.min(below + stride, end), t);
      }
      below += stride;
    }
    // Far away. Halving the whole entity visits the same few rows every time: they are in cache.
    return bisect(first - 1, end, t);
  }

  /** The last row in {@code (below, above)} with {@code time <= t}, or {@code below}. */
  private int bisect(int below, int above, long t) {
    int low = below;
    int high = above;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (time[middle] <= t) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** From the last row at or before t back to the first that was known and is not deleted. */
  private int winner(int first, int at, long t, long asKnown, long ttl) {
    int row = at;
    while (row >= first) {
      if (known[row] > asKnown) {
        row = lastKnownBy(first, row - 1, asKnown);
      } else if (AsOf.isTooOld(t, time[row], ttl)) {
        return NONE; // and so is everything before it
      } else if (deleted == null || !deleted[row]) {
        return row;
      } else {
        row = beforeSameTime(first, row);
      }
    }
    return NONE;
  }

  /**
   * The greatest row in {@code [first, from]} known by then. Versions of one event time are sorted
   * by known time, so it is also the version that represents its event time.
   */
  private int lastKnownBy(int first, int from, long asKnown) {
    int row = from;
    int stop = Math.max(first, from - WALK_BACK);
    while (row >= stop) {
      if (known[row] <= asKnown) {
        return row;
      }
      row--;
    }
    return row < first ? NONE : minima().lastKnownBy(row, asKnown);
  }

  private int beforeSameTime(int first, int row) {
    int before = row - 1;
    while (before >= first && time[before] == time[row]) {
      before--;
    }
    return before;
  }

  private int answer(int row) {
    return row == NONE || position == null ? row : position[row];
  }

  private KnownMinima minima() {
    KnownMinima built = minima;
    if (built == null) {
      built = new KnownMinima(known, rows);
      minima = built;
    }
    return built;
  }

  private static int[] starts(AsOfRows rows) {
    int n = rows.rows();
    if (n == 0) {
      return new int[] {0};
    }
    if (rows.entity()[0] < 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Entity code is negative",
              "codes index a dictionary and start at 0",
              "Encode entities with a dictionary")
          .withDetail("code", rows.entity()[0]);
    }
    int[] starts = new int[rows.entity()[n - 1] + 2];
    int next = 0;
    for (int row = 0; row < n; row++) {
      while (next <= rows.entity()[row]) {
        starts[next++] = row;
      }
    }
    starts[next] = n;
    return starts;
  }
}
