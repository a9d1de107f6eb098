package dev.tidemark.ingest.simulator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The records of one session in the order in which they arrive.
 *
 * @param size number of deliveries
 * @param row the clean row each delivery is about
 * @param role what it does with the row
 * @param salt randomness for the content of faults
 * @param known when it was published
 */
@SuppressWarnings("ArrayRecordComponent") // columns, read and never compared
record Deliveries(int size, int[] row, Role[] role, int[] salt, long[] known) {
  /** What a delivery does with its clean row. */
  enum Role {
    CLEAN,
    LATE,
    COPY,
    CORRECTION,
    CANCELLATION,
    BROKEN
  }

  static Deliveries allocate(int capacity) {
    return new Deliveries(
        0, new int[capacity], new Role[capacity], new int[capacity], new long[capacity]);
  }

  Deliveries grown(int capacity) {
    return new Deliveries(
        size,
        Arrays.copyOf(row, capacity),
        Arrays.copyOf(role, capacity),
        Arrays.copyOf(salt, capacity),
        Arrays.copyOf(known, capacity));
  }

  /** The deliveries about some of the rows. */
  Deliveries only(IntPredicate wanted) {
    Deliveries out = grown(row.length);
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (wanted.test(row[i])) {
        out.row[n] = row[i];
        out.role[n] = role[i];
        out.salt[n] = salt[i];
        out.known[n] = known[i];
        n++;
      }
    }
    return new Deliveries(n, out.row, out.role, out.salt, out.known);
  }

  FaultManifest manifest() {
    Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    long clean = 0;
    for (int i = 0; i < size; i++) {
      switch (role[i]) {
        case CLEAN -> clean++;
        case LATE -> {
          clean++;
          counts.merge(FaultKind.LATE, 1L, Long::sum);
        }
        case COPY -> counts.merge(FaultKind.DUPLICATED, 1L, Long::sum);
        case CORRECTION -> counts.merge(FaultKind.CORRECTED, 1L, Long::sum);
        case CANCELLATION -> counts.merge(FaultKind.CANCELLED, 1L, Long::sum);
        case BROKEN -> counts.merge(FaultKind.MALFORMED, 1L, Long::sum);
      }
    }
    return new FaultManifest(clean, counts);
  }
}
