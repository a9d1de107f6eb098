package dev.tidemark.transform.enrich;

import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import dev.tidemark.transform.bars.StableOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Folds a stretch of a series through all its states of knowledge, in memory.
 *
 * <p>Rows known before {@code from} are the base: they are folded once, silently. The rest are
 * events, taken in the order of their known time: a new bar at the end steps the fold; a late or
 * corrected bar rewinds to the checkpoint before it and folds forward, and each bar whose row
 * differs in any bit from its last one gives a new row with the known time of the event. Events
 * with the same known time are one event. Folding forward ends early only where the whole state is
 * bitwise what it was there before.
 */
final class SeriesReplay {
  private static final BarField[] SHOWN = {
    BarField.PROVIDER,
    BarField.MOCK,
    BarField.OPEN,
    BarField.HIGH,
    BarField.LOW,
    BarField.CLOSE,
    BarField.VOLUME_HIGH,
    BarField.VOLUME_LOW,
    BarField.NOTIONAL_HIGH,
    BarField.NOTIONAL_LOW
  };
  private static final long SHOWN_NULLS = BarRows.NO_PRICES | BarRows.NO_NOTIONAL;

  private final BarRows rows;
  private final BarFold fold;
  private final Checkpoint start;
  private final FeatureSink sink;
  private final int spacing;
  private final int width;

  // One entry per label on the grid, in order.
  private final int bars;
  private final int[] firstRow;
  private final long[] position;
  private final int[] session;
  private final int[] barOfRow;

  /** The version that holds now, -1 while the bar is not known. */
  private final int[] holds;

  /** The version last given to the sink (or the base), -1 for none. */
  private final int[] shown;

  private final int[] revision;
  private final double[] values;
  private final double[] fresh;

  private final State[] states;
  private int end;
  private long lastPosition;
  private long folded;
  private long offGrid;

  /** The fold before some bar. */
  @SuppressWarnings("ArrayRecordComponent") // opaque
  private record State(byte[] bytes, long lastPosition, long folded) {}

  /**
   * @param rows unified rows of the stretch, by label and known time, all after {@code start}
   * @param spacing bars between the checkpoints to rewind to
   */
  SeriesReplay(
      BarRows rows,
      GridPositions grid,
      BarFold fold,
      Checkpoint start,
      FeatureSink sink,
      int spacing) {
    this.rows = rows;
    this.fold = fold;
    this.start = start;
    this.sink = sink;
    this.spacing = spacing;
    this.width = fold.width();
    int size = rows.size();
    this.barOfRow = new int[size];
    int[] first = new int[size + 1];
    long[] positions = new long[size];
    int[] sessions = new int[size];
    lastPosition = start.epoch() ? GridPositions.OFF_GRID : grid.position(start.label());
    int count = 0;
    long[] labels = rows.column(BarField.LABEL);
    boolean onGrid = true;
    for (int i = 0; i < size; i++) {
      if (i == 0 || labels[i] != labels[i - 1]) {
        long at = grid.position(labels[i]);
        onGrid = at != GridPositions.OFF_GRID;
        if (onGrid) {
          first[count] = i;
          positions[count] = at;
          sessions[count++] = grid.session();
        }
      }
      barOfRow[i] = onGrid ? count - 1 : -1;
      offGrid += onGrid ? 0 : 1;
    }
    this.bars = count;
    this.firstRow = first;
    this.position = positions;
    this.session = sessions;
    this.holds = filled(count);
    this.shown = filled(count);
    this.revision = new int[count];
    this.values = new double[Math.multiplyExact(count, width)];
    this.fresh = new double[width];
    this.states = new State[count / spacing + 1];
    this.folded = start.bars();
  }

  private static int[] filled(int count) {
    int[] out = new int[count];
    Arrays.fill(out, -1);
    return out;
  }

  /** Rows whose label is not on the grid; they are passed over. */
  long offGrid() {
    return offGrid;
  }

  /** As {@link #run(long, LongToIntFunction)} without a base. */
  void run() {
    run(Long.MIN_VALUE, label -> 0);
  }

  /**
   * Gives the sink every row known at {@code from} or later.
   *
   * @param stored revision of the last row of the base's bar with this label
   */
  void run(long from, LongToIntFunction stored) {
    start.load(fold);
    base(from, stored);
    int[] events = events(from);
    int at = 0;
    while (at < events.length) {
      long now = rows.get(BarField.KNOWN, events[at]);
      int earliest = Integer.MAX_VALUE;
      int latest = -1;
      while (at < events.length && rows.get(BarField.KNOWN, events[at]) == now) {
        int bar = barOfRow[events[at]];
        holds[bar] = events[at++];
        earliest = Math.min(earliest, bar);
        latest = Math.max(latest, bar);
      }
      learn(earliest, latest, now);
    }
  }

  private void base(long from, LongToIntFunction stored) {
    long[] labels = rows.column(BarField.LABEL);
    for (int i = 0; i < rows.size(); i++) {
      if (barOfRow[i] >= 0 && rows.get(BarField.KNOWN, i) < from) {
        holds[barOfRow[i]] = i;
        end = barOfRow[i] + 1;
      }
    }
    for (int bar = 0; bar < end; bar++) {
      keepState(bar);
      if (holds[bar] >= 0) {
        step(bar, values, bar * width);
        shown[bar] = holds[bar];
        revision[bar] = stored.applyAsInt(labels[firstRow[bar]]);
      }
    }
  }

  /** Rows known at {@code from} or later, by known time, then label. */
  private int[] events(long from) {
    int[] out = new int[rows.size()];
    int count = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (barOfRow[i] >= 0 && rows.get(BarField.KNOWN, i) >= from) {
        out[count++] = i;
      }
    }
    return StableOrder.by(rows.column(BarField.KNOWN), Arrays.copyOf(out, count));
  }

  /** Bars {@code earliest..latest} changed at knowledge time {@code now}. */
  private void learn(int earliest, int latest, long now) {
    if (earliest >= end) {
      for (int bar = end; bar < earliest; bar++) {
        keepState(bar);
      }
      forward(earliest, latest + 1, earliest, Integer.MAX_VALUE, now);
      end = latest + 1;
      return;
    }
    State live = new State(fold.state(), lastPosition, folded);
    int from = rewind(earliest);
    int to = Math.max(end, latest + 1);
    boolean met = forward(from, to, earliest, latest, now);
    if (met) {
      put(live);
    }
    end = to;
  }

  private int rewind(int bar) {
    int slot = bar / spacing;
    while (slot > 0 && states[slot] == null) {
      slot--;
    }
    State state = states[slot];
    if (state == null) {
      throw new IllegalStateException("no state at the start of the stretch");
    }
    put(state);
    return slot * spacing;
  }

  private void put(State state) {
    if (state.bytes().length == 0) {
      fold.reset();
    } else {
      fold.restore(state.bytes());
    }
    lastPosition = state.lastPosition();
    folded = state.folded();
  }

  /**
   * Folds the bars {@code from..to}; those from {@code visible} on are shown when they changed.
   * Returns true when it stopped early, after bar {@code changed}, because the state met the one
   * kept there before.
   */
  private boolean forward(int from, int to, int visible, int changed, long now) {
    for (int bar = from; bar < to; bar++) {
      if (bar % spacing == 0 && bar > from) {
        State before = states[bar / spacing];
        State after = state();
        if (before != null && bar > changed && bar < end && same(before, after)) {
          return true;
        }
        states[bar / spacing] = after;
      } else {
        keepState(bar);
      }
      if (holds[bar] < 0) {
        continue;
      }
      step(bar, fresh, 0);
      if (bar >= visible && differs(bar)) {
        System.arraycopy(fresh, 0, values, bar * width, width);
        revision[bar] = shown[bar] < 0 ? 0 : revision[bar] + 1;
        shown[bar] = holds[bar];
        sink.row(rows, holds[bar], now, revision[bar], fresh, 0);
      }
    }
    return false;
  }

  private static boolean same(State a, State b) {
    return a.lastPosition() == b.lastPosition() && Arrays.equals(a.bytes(), b.bytes());
  }

  private void keepState(int bar) {
    if (bar % spacing == 0) {
      states[bar / spacing] = state();
    }
  }

  private State state() {
    boolean epoch = lastPosition == GridPositions.OFF_GRID;
    return new State(epoch ? new byte[0] : fold.state(), lastPosition, folded);
  }

  private void step(int bar, double[] out, int at) {
    if (lastPosition != GridPositions.OFF_GRID && position[bar] - lastPosition > 1) {
      fold.missing(position[bar] - lastPosition - 1);
    }
    fold.bar(session[bar], rows, holds[bar], out, at);
    lastPosition = position[bar];
    folded++;
  }

  private boolean differs(int bar) {
    if (shown[bar] < 0) {
      return true;
    }
    int a = shown[bar];
    int b = holds[bar];
    if (a != b) {
      for (BarField field : SHOWN) {
        if (rows.get(field, a) != rows.get(field, b)) {
          return true;
        }
      }
      if (((rows.get(BarField.NULLS, a) ^ rows.get(BarField.NULLS, b)) & SHOWN_NULLS) != 0) {
        return true;
      }
    }
    int at = bar * width;
    for (int v = 0; v < width; v++) {
      if (Double.doubleToRawLongBits(values[at + v]) != Double.doubleToRawLongBits(fresh[v])) {
        return true;
      }
    }
    return false;
  }

  /** States along the stretch, oldest first, the last one at its end; none for an empty stretch. */
  List<Checkpoint> checkpoints() {
    List<Checkpoint> out = new ArrayList<>();
    long known = start.known();
    int row = 0;
    for (int bar = 0; bar <= bars; bar++) {
      @Nullable State state = null;
      if (bar == bars) {
        state = state();
      } else if (bar % spacing == 0 && bar > 0) {
        state = states[bar / spacing];
      }
      int until = bar == bars ? rows.size() : firstRow[bar];
      for (; row < until; row++) {
        known = Math.max(known, rows.get(BarField.KNOWN, row));
      }
      if (state != null && state.folded() > start.bars()) {
        long label = rows.get(BarField.LABEL, firstRow[bar - 1]);
        out.add(new Checkpoint(label, known, state.folded(), state.bytes()));
      }
    }
    return out;
  }
}
