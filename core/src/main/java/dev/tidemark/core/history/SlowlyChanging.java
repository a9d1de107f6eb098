package dev.tidemark.core.history;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fold from change events, in order of arrival, to periods of validity (type 2). Per key: at
 * the same valid time the last arrival wins, equal neighbours merge, a delete closes, a late event
 * splits. No period is empty, none overlap, at most one is current.
 */
public final class SlowlyChanging {
  private static final Comparator<BeliefRow> ORDER =
      Comparator.comparing((BeliefRow each) -> each.row().key())
          .thenComparingLong(BeliefRow::knowledgeFrom)
          .thenComparingLong(each -> each.row().validFrom());

  private SlowlyChanging() {}

  /** What we believe after all events, by key and valid time. */
  public static List<HistoryRow> fold(List<ChangeEvent> arrivals) {
    SortedMap<String, KeyHistory> keys = new TreeMap<>();
    for (ChangeEvent each : arrivals) {
      keys.computeIfAbsent(each.key(), KeyHistory::new).apply(each);
    }
    return keys.values().stream().flatMap(key -> key.rows().stream()).toList();
  }

  /**
   * Everything we ever believed, by key, knowledge time and valid time: the rows believed at K are
   * the fold of the events known by K. Events learnt in the same second are one step of knowledge.
   *
   * @param arrivals {@code knownTime} must not fall from one to the next
   */
  public static List<BeliefRow> beliefs(List<ChangeEvent> arrivals) {
    SortedMap<String, List<ChangeEvent>> byKey = new TreeMap<>();
    long known = Long.MIN_VALUE;
    for (ChangeEvent each : arrivals) {
      if (each.knownTime() < known) {
        throw TidemarkException.of(
                ErrorCode.INVALID_INPUT,
                "Change events are not in order of arrival",
                "an event is known before the one that arrived ahead of it",
                "Sort the events by known time, ties in order of arrival")
            .withDetail("key", each.key())
            .withDetail("known_time", each.knownTime());
      }
      known = each.knownTime();
      byKey.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each);
    }
    List<BeliefRow> beliefs = new ArrayList<>();
    byKey.forEach((key, events) -> collect(key, events, beliefs));
    beliefs.sort(ORDER);
    return List.copyOf(beliefs);
  }

  private static void collect(String key, List<ChangeEvent> events, List<BeliefRow> out) {
    KeyHistory history = new KeyHistory(key);
    List<BeliefRow> believed = List.of();
    for (int i = 0; i < events.size(); i++) {
      history.apply(events.get(i));
      long now = events.get(i).knownTime();
      if (i + 1 == events.size() || events.get(i + 1).knownTime() != now) {
        believed = revised(believed, history.rows(), now, out);
      }
    }
    out.addAll(believed);
  }

  /** A row carries its version, so it can only equal the one that was at its place before. */
  private static List<BeliefRow> revised(
      List<BeliefRow> before, List<HistoryRow> rows, long now, List<BeliefRow> superseded) {
    List<BeliefRow> after = new ArrayList<>(rows.size());
    for (int i = 0; i < Math.max(before.size(), rows.size()); i++) {
      BeliefRow old = i < before.size() ? before.get(i) : null;
      if (old != null && i < rows.size() && old.row().equals(rows.get(i))) {
        after.add(old);
        continue;
      }
      if (old != null) {
        superseded.add(new BeliefRow(old.row(), old.knowledgeFrom(), now));
      }
      if (i < rows.size()) {
        after.add(new BeliefRow(rows.get(i), now, HistoryRow.FAR_FUTURE));
      }
    }
    return after;
  }
}
