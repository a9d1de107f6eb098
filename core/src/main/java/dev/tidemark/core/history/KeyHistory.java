package dev.tidemark.core.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The periods of one key, kept up to date event by event. An event changes the period it falls into
 * and those after it; the ones before stay as they are.
 */
final class KeyHistory {

  /** What an event said. */
  private record State(SortedMap<String, String> attributes, String hash) {
    static final State ABSENT = new State(new TreeMap<>(), "");

    static State of(@Nullable SortedMap<String, String> attributes) {
      return attributes == null ? ABSENT : new State(attributes, HistoryRow.hash(attributes));
    }
  }

  private record Period(long from, State state) {}

  private final String key;
  private final NavigableMap<Long, State> states = new TreeMap<>();
  private List<HistoryRow> rows = List.of();

  KeyHistory(String key) {
    this.key = key;
  }

  List<HistoryRow> rows() {
    return rows;
  }

  /** The last event to arrive for a valid time wins. */
  void apply(ChangeEvent event) {
    states.put(event.validTime(), State.of(event.attributes()));
    rows = rebuilt(event.validTime());
  }

  /** Periods that end before the time are kept, the rest is folded again. */
  private List<HistoryRow> rebuilt(long changed) {
    int kept = firstEndingAtOrAfter(changed);
    List<HistoryRow> next = new ArrayList<>(rows.subList(0, kept));
    long from = kept < rows.size() ? Math.min(rows.get(kept).validFrom(), changed) : changed;
    @Nullable Period open = null;
    for (Map.Entry<Long, State> each : states.tailMap(from, true).entrySet()) {
      State state = each.getValue();
      if (open != null && open.state.hash.equals(state.hash)) {
        continue;
      }
      if (open != null) {
        next.add(row(open, each.getKey(), next.size() + 1));
      }
      open = state == State.ABSENT ? null : new Period(each.getKey(), state);
    }
    if (open != null) {
      next.add(row(open, HistoryRow.FAR_FUTURE, next.size() + 1));
    }
    return List.copyOf(next);
  }

  private int firstEndingAtOrAfter(long time) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).validTo() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private HistoryRow row(Period period, long to, int version) {
    State state = period.state;
    return new HistoryRow(key, period.from, to, version, state.attributes, state.hash);
  }
}
