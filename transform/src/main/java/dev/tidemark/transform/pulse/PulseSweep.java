package dev.tidemark.transform.pulse;

import dev.tidemark.core.pulse.Pulse;
import dev.tidemark.core.pulse.PulseReading;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.Arrays;

/**
 * The pulse of one instrument at its decision times, from feature rows in the order of their known
 * time.
 *
 * <p>A decision is taken at each close of the base timeframe by which something became known since
 * the close before: without news, the last decision stands. It uses, per timeframe, the row with
 * the greatest close, known time and revision among those closed and known by then, unless more
 * than two intervals of session time have passed since its close (for a daily bar: two of its
 * sessions). What becomes known later never changes a decision.
 */
final class PulseSweep {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int TIMEFRAMES = Timeframe.STORED.size();

  /** Takes the decisions, in rising order of time. */
  @FunctionalInterface
  interface Sink {
    /** {@code scores} in the order of {@link Timeframe#STORED}, NaN for an unavailable one. */
    void decision(long timeMicros, PulseReading reading, double[] scores);
  }

  private final TradingCalendar calendar;
  private final DecisionTimes times;
  private final Sink sink;
  private final long from;

  // The best row of each timeframe so far.
  private final boolean[] seen = new boolean[TIMEFRAMES];
  private final long[] label = new long[TIMEFRAMES];
  private final long[] close = new long[TIMEFRAMES];
  private final long[] known = new long[TIMEFRAMES];
  private final int[] revision = new int[TIMEFRAMES];
  private final double[] score = new double[TIMEFRAMES];
  private final double[] available = new double[TIMEFRAMES];

  private long decision = Long.MIN_VALUE;
  private boolean pending;

  /**
   * Nothing seen yet.
   *
   * @param from the first decision time wanted; earlier ones are passed over
   */
  PulseSweep(TradingCalendar calendar, Timeframe base, long from, Sink sink) {
    this.calendar = calendar;
    this.times = new DecisionTimes(calendar, base);
    this.from = from;
    this.sink = sink;
    Arrays.fill(close, Long.MIN_VALUE);
  }

  /**
   * The next row.
   *
   * @param timeframe index into {@link Timeframe#STORED}
   * @param rowScore of {@link Pulse#score}
   */
  void row(
      int timeframe,
      long rowLabel,
      long rowClose,
      long rowKnown,
      int rowRevision,
      double rowScore) {
    if (rowKnown > decision) {
      decide();
      decision = times.atOrAfter(rowKnown);
      pending = decision != Long.MAX_VALUE;
    }
    if (!seen[timeframe] || newer(timeframe, rowClose, rowKnown, rowRevision)) {
      seen[timeframe] = true;
      label[timeframe] = rowLabel;
      close[timeframe] = rowClose;
      known[timeframe] = rowKnown;
      revision[timeframe] = rowRevision;
      score[timeframe] = rowScore;
    }
  }

  private boolean newer(int timeframe, long rowClose, long rowKnown, int rowRevision) {
    int order = Long.compare(rowClose, close[timeframe]);
    if (order == 0) {
      order = Long.compare(rowKnown, known[timeframe]);
    }
    return order > 0 || (order == 0 && rowRevision > revision[timeframe]);
  }

  /** After the last row. */
  void finish() {
    decide();
  }

  private void decide() {
    if (!pending || decision < from) {
      pending = false;
      return;
    }
    pending = false;
    for (int i = 0; i < TIMEFRAMES; i++) {
      available[i] = seen[i] && !stale(i) ? score[i] : Double.NaN;
    }
    sink.decision(decision, Pulse.combine(available), available);
  }

  private boolean stale(int i) {
    Timeframe timeframe = Timeframe.STORED.get(i);
    long interval =
        timeframe == Timeframe.D1 ? (close[i] - label[i]) * NANOS_PER_MICRO : timeframe.nanos();
    long elapsed =
        calendar.openNanosBetween(close[i] * NANOS_PER_MICRO, decision * NANOS_PER_MICRO);
    return Pulse.isStale(elapsed, Pulse.maxAge(interval));
  }
}
