package dev.tidemark.ingest.simulator;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.ingest.simulator.Deliveries.Role;
import java.util.Arrays;

/**
 * Decides the faults of a session and the order of arrival. Which row has which fault is addressed
 * by (seed, instrument, session, series, row).
 */
final class FaultInjector {
  private static final int ROW_BITS = 24;

  private final FaultPlan plan;

  FaultInjector(FaultPlan plan) {
    this.plan = plan;
  }

  /**
   * The deliveries of a session.
   *
   * @param stream randomness of this session and series
   * @param rows number of clean rows
   * @param published when each clean row was published, ascending or nearly so
   * @param corrections whether this kind of record is ever corrected
   * @param cancellations whether this kind of record is ever cancelled
   */
  Deliveries session(
      PhiloxStream stream, int rows, long[] published, boolean corrections, boolean cancellations) {
    Deliveries out = Deliveries.allocate(rows + rows / 4 + 16);
    long[] arrival = new long[out.row().length];
    int n = 0;
    int[] words = new int[4];
    for (int r = 0; r < rows; r++) {
      stream.fill(r, 1, words, 0);
      if (n + 2 > arrival.length) {
        arrival = Arrays.copyOf(arrival, n + n / 2 + 16);
        out = out.grown(arrival.length);
      }
      double u = PhiloxStream.uniform(words[0]);
      double delay = PhiloxStream.uniform(words[1]);
      Role role = role(u);
      if (role == Role.CORRECTION && !corrections || role == Role.CANCELLATION && !cancellations) {
        role = Role.CLEAN;
      }
      boolean late = role == Role.LATE;
      long known = published[r] + (late ? seconds(120 + 3_000 * delay) : 0);
      put(out, n, r, late ? Role.LATE : Role.CLEAN, words[2], known);
      arrival[n++] = known;
      if (role != Role.CLEAN && !late) {
        boolean told = role == Role.CORRECTION || role == Role.CANCELLATION;
        long after =
            switch (role) {
              case COPY -> seconds(1 + 60 * delay);
              case CORRECTION, CANCELLATION -> seconds(10 + 7_200 * delay);
              case CLEAN, LATE, BROKEN -> 0L;
            };
        put(out, n, r, role, words[2], told ? known + after : known);
        arrival[n++] = known + after;
      }
    }
    return sorted(out, arrival, n);
  }

  private Role role(double u) {
    double edge = plan.late();
    if (u < edge) {
      return Role.LATE;
    }
    edge += plan.duplicated();
    if (u < edge) {
      return Role.COPY;
    }
    edge += plan.corrected();
    if (u < edge) {
      return Role.CORRECTION;
    }
    edge += plan.cancelled();
    if (u < edge) {
      return Role.CANCELLATION;
    }
    return u < edge + plan.malformed() ? Role.BROKEN : Role.CLEAN;
  }

  private static long seconds(double value) {
    return (long) (value * 1e6) * 1_000L;
  }

  private static void put(Deliveries out, int at, int row, Role role, int salt, long known) {
    out.row()[at] = row;
    out.role()[at] = role;
    out.salt()[at] = salt;
    out.known()[at] = known;
  }

  /** Stable order of arrival: microseconds in the upper bits, the position below. */
  private static Deliveries sorted(Deliveries in, long[] arrival, int n) {
    if (n >= 1 << ROW_BITS) {
      throw new IllegalStateException("too many records in one session [records=" + n + "]");
    }
    long base = Long.MAX_VALUE;
    for (int i = 0; i < n; i++) {
      base = Math.min(base, arrival[i]);
    }
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] = (arrival[i] - base) / 1_000L << ROW_BITS | i;
    }
    Arrays.sort(keys);
    Deliveries out = Deliveries.allocate(n);
    for (int i = 0; i < n; i++) {
      int from = (int) keys[i] & (1 << ROW_BITS) - 1;
      put(out, i, in.row()[from], in.role()[from], in.salt()[from], in.known()[from]);
    }
    return new Deliveries(n, out.row(), out.role(), out.salt(), out.known());
  }
}
