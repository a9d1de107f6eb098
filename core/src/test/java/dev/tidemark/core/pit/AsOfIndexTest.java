package dev.tidemark.core.pit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AsOfIndexTest {

  private static AsOfKeys keys(List<FactLog.Question> questions) {
    return new AsOfKeys(
        questions.size(),
        questions.stream().mapToInt(FactLog.Question::entity).toArray(),
        questions.stream().mapToLong(FactLog.Question::time).toArray(),
        questions.stream().mapToLong(FactLog.Question::known).toArray());
  }

  private static int[] join(AsOfIndex index, AsOfKeys keys, long ttl) {
    int[] out = new int[keys.rows()];
    index.join(keys, ttl, out);
    return out;
  }

  /** The row of the definition's answer. Rows equal in every time and seq are the same answer. */
  private static void assertAnswers(FactLog log, FactLog.Question question, int row) {
    Fact<Integer> expected = log.expected(question).orElse(null);
    Fact<Integer> actual = row == AsOfIndex.NONE ? null : log.facts().get(row);
    assertThat(actual).as("%s", question).isEqualTo(expected);
  }

  @Property(tries = 300)
  void singleQuestionsEqualTheDefinition(@ForAll long seed, @ForAll boolean deletes) {
    FactLog log = FactLog.random(seed, 200, deletes);
    AsOfIndex index = AsOfIndex.of(log.columns());
    for (FactLog.Question q : log.questions()) {
      assertAnswers(log, q, index.find(q.entity(), q.time(), q.known(), q.ttl()));
    }
  }

  @Property(tries = 300)
  void joinsEqualTheDefinitionWhateverTheOrderOfKeys(
      @ForAll long seed, @ForAll boolean sorted, @ForAll @IntRange(max = 60) int ttl) {
    FactLog log = FactLog.random(seed, 200, true);
    List<FactLog.Question> questions =
        log.questions().stream()
            .map(q -> new FactLog.Question(q.entity(), q.time(), q.known(), ttl))
            .sorted(
                sorted
                    ? Comparator.comparingInt(FactLog.Question::entity)
                        .thenComparingLong(FactLog.Question::time)
                    : (a, b) -> 0)
            .toList();
    int[] rows = join(AsOfIndex.of(log.columns()), keys(questions), ttl);
    for (int i = 0; i < rows.length; i++) {
      assertAnswers(log, questions.get(i), rows[i]);
    }
  }

  @Property(tries = 200)
  void rowsInOrderAreUsedInPlaceWithTheSameResult(@ForAll long seed) {
    FactLog log = FactLog.random(seed, 200, true);
    List<Fact<Integer>> inOrder =
        log.facts().stream()
            .sorted(
                Comparator.comparing((Fact<Integer> fact) -> fact.entity())
                    .thenComparingLong(Fact::eventTime)
                    .thenComparingLong(Fact::knownTime)
                    .thenComparingLong(Fact::seq))
            .toList();
    FactLog sorted = new FactLog(inOrder, log.questions());
    int[] fromSorted = join(AsOfIndex.of(sorted.columns()), keys(log.questions()), AsOf.NO_TTL);
    int[] fromAny = join(AsOfIndex.of(log.columns()), keys(log.questions()), AsOf.NO_TTL);
    for (int i = 0; i < fromAny.length; i++) {
      Fact<Integer> a = fromAny[i] < 0 ? null : log.facts().get(fromAny[i]);
      Fact<Integer> b = fromSorted[i] < 0 ? null : inOrder.get(fromSorted[i]);
      assertThat(a).isEqualTo(b);
    }
  }

  @Property(tries = 200)
  void deletingWhatBecomesKnownAfterKChangesNothing(
      @ForAll long seed, @ForAll @IntRange(max = 100) int known) {
    FactLog log = FactLog.random(seed, 200, true);
    List<Fact<Integer>> prefix =
        log.facts().stream().filter(fact -> fact.knownTime() <= known).toList();
    AsOfIndex whole = AsOfIndex.of(log.columns());
    AsOfIndex before = AsOfIndex.of(new FactLog(prefix, List.of()).columns());
    for (FactLog.Question q : log.questions()) {
      int a = whole.find(q.entity(), q.time(), known, q.ttl());
      int b = before.find(q.entity(), q.time(), known, q.ttl());
      assertThat(a < 0 ? null : log.facts().get(a)).isEqualTo(b < 0 ? null : prefix.get(b));
    }
  }

  @Test
  void fewKeysSkipOverManyRows() {
    int n = 100_000;
    long[] time = IntStream.range(0, n).mapToLong(i -> 2L * i).toArray();
    AsOfIndex index = AsOfIndex.of(AsOfRows.of(n, new int[n], time, time));
    long[] asked = {-1, 0, 1, 999, 150_001, 199_998, 500_000};
    assertThat(join(index, AsOfKeys.training(7, new int[7], asked), AsOf.NO_TTL))
        .containsExactly(AsOfIndex.NONE, 0, 0, 499, 75_000, n - 1, n - 1);
  }

  @Test
  void aKnowledgeTimeLongAgoIsFoundWithoutWalkingThroughEverything() {
    int n = 300_000;
    long[] time = IntStream.range(0, n).mapToLong(i -> i).toArray();
    long[] known = time.clone();
    Arrays.fill(known, 1_000, n, Long.MAX_VALUE); // a restatement of all but the beginning
    AsOfIndex index = AsOfIndex.of(AsOfRows.of(n, new int[n], time, known));
    assertThat(join(index, AsOfKeys.asKnown(n, new int[n], time, n), AsOf.NO_TTL))
        .satisfies(rows -> assertThat(Arrays.stream(rows).skip(1_000)).containsOnly(999))
        .satisfies(rows -> assertThat(rows[500]).isEqualTo(500));
  }

  @Test
  void theTreeOfMinimaFindsTheNearestRow() {
    SplittableRandom random = new SplittableRandom(11);
    for (int n : new int[] {1, 63, 64, 65, 4_095, 4_096, 4_097, 10_000}) {
      long[] known = random.longs(n, 0, 1_000).toArray();
      KnownMinima minima = new KnownMinima(known, n);
      for (int i = 0; i < 500; i++) {
        int from = random.nextInt(n);
        long limit = random.nextInt(4) == 0 ? random.nextLong(1_000) : random.nextLong(4);
        int expected = from;
        while (expected >= 0 && known[expected] > limit) {
          expected--;
        }
        assertThat(minima.lastKnownBy(from, limit)).isEqualTo(expected);
      }
    }
  }

  @Test
  void sortingRowsIsStableAndComplete() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 5_000;
    int[] entity = random.ints(n, 0, 4).toArray();
    long[] time = random.longs(n, 0, 50).toArray();
    AsOfRows rows = AsOfRows.of(n, entity, time, new long[n]);
    int[] order = RowOrder.of(rows);
    assertThat(order).doesNotHaveDuplicates().hasSize(n);
    for (int i = 1; i < n; i++) {
      int byKey = rows.compare(order[i - 1], order[i]);
      assertThat(byKey < 0 || (byKey == 0 && order[i - 1] < order[i])).isTrue();
    }
  }

  @Test
  void nothingAnswersOutsideTheDictionaryOrWithoutRows() {
    AsOfIndex empty = AsOfIndex.of(AsOfRows.of(0, new int[0], new long[0], new long[0]));
    assertThat(empty.find(0, 1, 1, AsOf.NO_TTL)).isEqualTo(AsOfIndex.NONE);
    AsOfIndex one = AsOfIndex.of(AsOfRows.of(1, new int[] {3}, new long[] {1}, new long[] {1}));
    AsOfKeys keys = AsOfKeys.training(4, new int[] {-1, 2, 3, 99}, new long[] {5, 5, 5, 5});
    assertThat(join(one, keys, AsOf.NO_TTL)).containsExactly(-1, -1, 0, -1);
  }

  @Test
  void wrongArraysAreRefused() {
    AsOfIndex one = AsOfIndex.of(AsOfRows.of(1, new int[1], new long[1], new long[1]));
    AsOfKeys keys = AsOfKeys.training(2, new int[2], new long[2]);
    assertThatThrownBy(() -> one.join(keys, AsOf.NO_TTL, new int[1]))
        .hasMessageContaining("too short");
    assertThatThrownBy(() -> AsOfIndex.of(AsOfRows.of(1, new int[] {-7}, new long[1], new long[1])))
        .hasMessageContaining("negative");
  }
}
