package dev.tidemark.ingest.load;

import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.TradeIds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rows of a buffer are new, and numbers them within their key (provider, instrument,
 * event time) after those stored before, in order of arrival.
 *
 * <ul>
 *   <li>The same trade id and version with the same content: repeated delivery.
 *   <li>The same trade id and version with other content: conflict, a dead letter.
 *   <li>The same source position with the same content: repeated delivery.
 *   <li>The same source position with other content: restated, known now, with a higher revision.
 *   <li>Anything else is a row of its own, also when it equals another: real tapes repeat.
 * </ul>
 *
 * <p>Stored trades are those with event times between the first and the last row of the buffer, and
 * those of sources that were changed. A trade that another source delivers again with an event time
 * so different that its first one lies outside is not compared with it: many venues start their ids
 * again each day, so that a wider lookup would take true trades for conflicts.
 */
final class Resolution {

  private static final byte KEEP = 0;
  private static final byte REPEATED = 1;
  private static final byte CONFLICT = 2;

  private final SeriesBuffer buffer;
  private final StoredRows stored;
  private final long[] hashes;
  private final byte[] fate;

  /** Numbers within the key, by buffer row. */
  final long[] seq;

  /** Revisions of bars, by buffer row. */
  final int[] revision;

  /** Kept rows in order of event time. */
  int[] kept = new int[0];

  int repeated;
  final List<Integer> conflicts = new ArrayList<>();

  /** Ticks without an id whose position holds another tick: nothing says which one is true. */
  final List<Integer> restated = new ArrayList<>();

  Resolution(SeriesBuffer buffer, StoredRows stored) {
    this.buffer = buffer;
    this.stored = stored;
    this.hashes = Content.hashes(buffer);
    this.fate = new byte[buffer.rows];
    this.seq = new long[buffer.rows];
    this.revision = new int[buffer.rows];
  }

  /**
   * @param sources names of the sources, by the buffer's source numbers
   * @param nowNanos when restated rows became known
   */
  Resolution resolve(List<String> sources, long nowNanos) {
    TradeIds ids = buffer.ids;
    if (ids != null) {
      byIdentity(ids);
    }
    if (!buffer.suspect.isEmpty()) {
      byPosition(sources, nowNanos);
    }
    number();
    return this;
  }

  private void byIdentity(TradeIds ids) {
    Identities identities = new Identities(stored, buffer);
    for (int i = 0; i < buffer.rows; i++) {
      if (buffer.withoutId.get(i)) {
        continue;
      }
      int entry = identities.addRow(ids, i, version(buffer, i));
      if (entry >= 0) {
        if (identities.hash(entry, hashes) == hashes[i]) {
          repeat(i);
        } else {
          fate[i] = CONFLICT;
          conflicts.add(i);
        }
      }
    }
  }

  private void byPosition(List<String> sources, long nowNanos) {
    Kind kind = buffer.series.type().kind();
    boolean ticks = kind == Kind.TRADES || kind == Kind.QUOTES;
    Map<String, LongIntMap> positions = new HashMap<>();
    for (int i = buffer.suspect.nextSetBit(0); i >= 0; i = buffer.suspect.nextSetBit(i + 1)) {
      positions.computeIfAbsent(sources.get(buffer.source[i]), s -> new LongIntMap(1024));
    }
    // A position that was restated holds several contents; a second pass brings them in that order.
    Map<LongIntMap, Map<Long, Deque<Integer>>> superseded = new IdentityHashMap<>();
    for (int i = 0; i < stored.rows; i++) {
      LongIntMap map = positions.get(stored.file[i]);
      if (map != null) {
        int earlier = map.get(stored.ordinal[i]);
        if (earlier >= 0) {
          superseded
              .computeIfAbsent(map, m -> new HashMap<>())
              .computeIfAbsent(stored.ordinal[i], o -> new ArrayDeque<>())
              .add(earlier);
        }
        map.put(stored.ordinal[i], i);
      }
    }
    for (int i = 0; i < buffer.rows; i++) {
      LongIntMap map = positions.get(sources.get(buffer.source[i]));
      boolean identified = buffer.ids != null && !buffer.withoutId.get(i);
      if (map == null || identified) {
        continue;
      }
      int before = buffer.suspect.get(i) ? map.get(buffer.ordinal[i]) : -1;
      if (before >= 0 && passesAgain(superseded.get(map), i)) {
        repeat(i);
        continue;
      }
      if (before >= 0 && hashOf(before) == hashes[i]) {
        repeat(i);
        continue;
      }
      if (before >= 0 && ticks) {
        fate[i] = CONFLICT;
        restated.add(i);
        continue;
      }
      if (before >= 0) {
        buffer.flags[i] |= RowFlag.RESTATED.bit();
        buffer.known[i] = Math.max(nowNanos, buffer.known[i]);
        buffer.basis[i] = (byte) KnownTimeBasis.OBSERVED.ordinal();
      }
      map.put(buffer.ordinal[i], stored.rows + i);
    }
  }

  /** Whether the row is the next of the contents that its position held before the latest one. */
  private boolean passesAgain(@Nullable Map<Long, Deque<Integer>> superseded, int row) {
    Deque<Integer> contents = superseded == null ? null : superseded.get(buffer.ordinal[row]);
    if (contents == null || contents.isEmpty() || hashOf(contents.getFirst()) != hashes[row]) {
      return false;
    }
    contents.removeFirst();
    return true;
  }

  private long hashOf(int entry) {
    return entry < stored.rows ? stored.hash[entry] : hashes[entry - stored.rows];
  }

  private void repeat(int row) {
    fate[row] = REPEATED;
    repeated++;
  }

  private void number() {
    int[] order = Longs.sortedOrder(buffer.event, buffer.rows);
    boolean bars = buffer.series.type().kind() == Kind.BARS;
    int[] out = new int[buffer.rows];
    int count = 0;
    long event = Long.MIN_VALUE;
    boolean started = false;
    long next = 0;
    int lastRevision = -1;
    long lastHash = 0;
    for (int k = 0; k < buffer.rows; k++) {
      int i = order[k];
      if (fate[i] != KEEP) {
        continue;
      }
      if (!started || buffer.event[i] != event) {
        started = true;
        event = buffer.event[i];
        next = 0;
        lastRevision = -1;
        int at = stored.rows == 0 ? 0 : stored.lowerBound(event);
        while (at < stored.rows && stored.event[at] == event) {
          next = stored.seq[at] + 1;
          lastRevision = stored.revision[at];
          lastHash = stored.hash[at];
          at++;
        }
      }
      seq[i] = next++;
      if (bars) {
        revision[i] =
            lastRevision < 0 ? 0 : hashes[i] == lastHash ? lastRevision : lastRevision + 1;
        lastRevision = revision[i];
        lastHash = hashes[i];
      }
      out[count++] = i;
    }
    kept = Arrays.copyOf(out, count);
  }

  static int version(SeriesBuffer buffer, int row) {
    return (int) buffer.value(RawColumn.VERSION, row);
  }
}
