package dev.tidemark.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlowlyChangingTest {

  private static final int LAST_TIME = 15;
  private static final List<String> KEYS = List.of("a", "b");

  /** Late, repeated, equal and deleting events, several in one second of knowledge. */
  private static List<ChangeEvent> arrivals(long seed, int n) {
    Random random = new Random(seed);
    List<ChangeEvent> arrivals = new ArrayList<>();
    long known = 0;
    for (int i = 0; i < n; i++) {
      known += random.nextInt(2);
      arrivals.add(
          event(
              KEYS.get(random.nextInt(2)),
              random.nextInt(LAST_TIME),
              known,
              random.nextInt(4) == 0 ? null : String.valueOf(random.nextInt(3))));
    }
    return arrivals;
  }

  private static ChangeEvent event(String key, long time, long known, @Nullable String value) {
    return new ChangeEvent(
        key, time, known, value == null ? null : new TreeMap<>(Map.of("v", value)));
  }

  /** The value at a time: of the latest valid time up to it, what arrived last. */
  private static @Nullable String valueAt(List<ChangeEvent> arrivals, String key, long time) {
    ChangeEvent best = null;
    for (ChangeEvent each : arrivals) {
      if (each.key().equals(key)
          && each.validTime() <= time
          && (best == null || each.validTime() >= best.validTime())) {
        best = each;
      }
    }
    return best == null || best.attributes() == null ? null : best.attributes().get("v");
  }

  /** Periods of one value, found by asking for the value at every second. */
  private static List<HistoryRow> replayed(List<ChangeEvent> arrivals) {
    List<HistoryRow> rows = new ArrayList<>();
    for (String key : KEYS) {
      int version = 0;
      long from = 0;
      for (long time = 1; time <= LAST_TIME; time++) {
        String before = valueAt(arrivals, key, time - 1);
        boolean last = time == LAST_TIME;
        if (last || !Objects.equals(before, valueAt(arrivals, key, time))) {
          if (before != null) {
            TreeMap<String, String> attributes = new TreeMap<>(Map.of("v", before));
            rows.add(
                new HistoryRow(
                    key,
                    from,
                    last ? HistoryRow.FAR_FUTURE : time,
                    ++version,
                    attributes,
                    HistoryRow.hash(attributes)));
          }
          from = time;
        }
      }
    }
    return rows;
  }

  @Property(tries = 1000)
  void foldEqualsTheReplayOfEverySecond(@ForAll long seed, @ForAll @IntRange(max = 40) int n) {
    List<ChangeEvent> arrivals = arrivals(seed, n);
    assertThat(SlowlyChanging.fold(arrivals)).isEqualTo(replayed(arrivals));
  }

  @Property(tries = 300)
  void beliefsAtAnyTimeAreTheFoldOfWhatWasKnown(
      @ForAll long seed, @ForAll @IntRange(max = 40) int n) {
    List<ChangeEvent> arrivals = arrivals(seed, n);
    List<BeliefRow> beliefs = SlowlyChanging.beliefs(arrivals);
    for (long known = 0; known <= n + 1; known++) {
      long at = known;
      List<HistoryRow> believed =
          beliefs.stream()
              .filter(each -> each.believedAt(at))
              .map(BeliefRow::row)
              .sorted(Comparator.comparing(HistoryRow::key).thenComparing(HistoryRow::validFrom))
              .toList();
      assertThat(believed)
          .isEqualTo(
              SlowlyChanging.fold(
                  arrivals.stream().filter(each -> each.knownTime() <= at).toList()));
    }
    assertThat(beliefs).allMatch(each -> each.knowledgeFrom() < each.knowledgeTo());
  }

  @Property(tries = 300)
  void periodsAreNotEmptyDoNotOverlapAndOneAtMostIsCurrent(
      @ForAll long seed, @ForAll @IntRange(max = 60) int n) {
    Map<String, HistoryRow> previous = new TreeMap<>();
    for (HistoryRow row : SlowlyChanging.fold(arrivals(seed, n))) {
      assertThat(row.validFrom()).isLessThan(row.validTo());
      HistoryRow before = previous.put(row.key(), row);
      assertThat(row.version()).isEqualTo(before == null ? 1 : before.version() + 1);
      if (before != null) {
        assertThat(before.isCurrent()).isFalse();
        assertThat(before.validTo()).isLessThanOrEqualTo(row.validFrom());
        assertThat(before.validTo() < row.validFrom() || !before.rowHash().equals(row.rowHash()))
            .as("neighbours that are equal are one period")
            .isTrue();
      }
    }
  }

  @Test
  void aLateEventSplitsAndWhatWasBelievedBeforeIsKept() {
    List<BeliefRow> beliefs =
        SlowlyChanging.beliefs(
            List.of(
                event("a", 100, 100, "1"), event("a", 50, 200, "1"), event("a", 120, 300, "2")));
    assertThat(beliefs)
        .extracting(
            each -> each.row().validFrom(),
            each -> each.row().validTo(),
            BeliefRow::knowledgeFrom,
            BeliefRow::knowledgeTo)
        .containsExactly(
            tuple(100, HistoryRow.FAR_FUTURE, 100, 200),
            tuple(50, HistoryRow.FAR_FUTURE, 200, 300),
            tuple(50, 120, 300, HistoryRow.FAR_FUTURE),
            tuple(120, HistoryRow.FAR_FUTURE, 300, HistoryRow.FAR_FUTURE));
  }

  private static Tuple tuple(long... values) {
    return new Tuple(Arrays.stream(values).boxed().toArray());
  }

  @Test
  void knowledgeDoesNotRunBackwards() {
    assertThatThrownBy(
            () -> SlowlyChanging.beliefs(List.of(event("a", 1, 9, "1"), event("a", 1, 8, "1"))))
        .hasMessageContaining("known_time=8");
    assertThatThrownBy(() -> event("a", HistoryRow.FAR_FUTURE, 0, "1"))
        .hasMessageContaining("valid_time=253402300799");
  }
}
