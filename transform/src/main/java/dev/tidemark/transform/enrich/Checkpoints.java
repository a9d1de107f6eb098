package dev.tidemark.transform.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The checkpoints of one series that are worth keeping: the newest, and for each of several
 * distances, each eight times the one before, the oldest of the two latest stretches of that
 * length. A late bar {@code n} bars back thus refolds a small multiple of {@code n} bars, and a
 * series keeps about a dozen states.
 */
final class Checkpoints {
  private static final int FIRST_STRETCH_BITS = 8;
  private static final int STRETCH_STEP_BITS = 3;
  private static final int DISTANCES = 6;
  private static final int STRETCHES_KEPT = 2;

  /** Above this many they are thinned, so that a long pass needs little memory. */
  private static final int MANY = 64;

  private final TreeMap<Long, Checkpoint> byLabel = new TreeMap<>();

  void add(Checkpoint checkpoint) {
    byLabel.put(checkpoint.label(), checkpoint);
    if (byLabel.size() > MANY) {
      thin();
    }
  }

  /** Forgets the states at or after a label. */
  void forgetFrom(long label) {
    byLabel.tailMap(label, true).clear();
  }

  /** The latest state before a label that no row known at {@code known} or later went into. */
  Checkpoint before(long label, long known) {
    for (Checkpoint checkpoint : byLabel.headMap(label, false).descendingMap().values()) {
      if (checkpoint.known() < known) {
        return checkpoint;
      }
    }
    return Checkpoint.EPOCH;
  }

  /** Oldest first. */
  List<Checkpoint> kept() {
    thin();
    return List.copyOf(byLabel.values());
  }

  private void thin() {
    if (byLabel.isEmpty()) {
      return;
    }
    TreeSet<Long> keep = new TreeSet<>();
    keep.add(byLabel.lastKey());
    for (int distance = 0; distance < DISTANCES; distance++) {
      int bits = FIRST_STRETCH_BITS + STRETCH_STEP_BITS * distance;
      Map<Long, Long> oldestOfStretch = new TreeMap<>();
      for (Checkpoint checkpoint : byLabel.values()) {
        oldestOfStretch.putIfAbsent(checkpoint.bars() >> bits, checkpoint.label());
      }
      List<Long> oldest = new ArrayList<>(oldestOfStretch.values());
      keep.addAll(oldest.subList(Math.max(0, oldest.size() - STRETCHES_KEPT), oldest.size()));
    }
    byLabel.keySet().retainAll(keep);
  }
}
