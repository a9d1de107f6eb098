package dev.tidemark.core.pit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsOfTest {

  private static Fact<String> fact(long event, long known, long seq, String value) {
    return new Fact<>("A", event, known, seq, false, value);
  }

  private static final List<Fact<String>> FACTS =
      List.of(
          fact(100, 101, 0, "one"),
          fact(200, 201, 1, "two"),
          fact(200, 350, 2, "two, corrected"),
          fact(200, 350, 3, "two, corrected again"),
          fact(300, 520, 4, "three, published late"),
          new Fact<>("A", 300, 600, 5, true, null),
          fact(300, 700, 6, "three, back"));

  @ParameterizedTest
  @CsvSource({
    "99, 999, ",
    "100, 100, ",
    "100, 101, one",
    "250, 250, two",
    "250, 349, two",
    "250, 350, 'two, corrected again'",
    "300, 400, 'two, corrected again'",
    "300, 520, 'three, published late'",
    "300, 600, 'two, corrected again'",
    "300, 700, 'three, back'",
    "199, 999, one",
  })
  void tellsWhatWasKnown(long time, long known, String value) {
    assertThat(AsOf.find(FACTS, "A", time, known, AsOf.NO_TTL).map(Fact::value).orElse(null))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"150, 50, true", "151, 50, false", "100, 0, true"})
  void aFactGrowsTooOldAfterItsTimeToLive(long time, long ttl, boolean found) {
    assertThat(AsOf.find(FACTS, "A", time, time + 1, ttl).isPresent()).isEqualTo(found);
  }

  @Test
  void otherEntitiesDoNotAnswer() {
    assertThat(AsOf.find(FACTS, "B", 500, 999, AsOf.NO_TTL)).isEmpty();
  }

  @Test
  void extremeTimesDoNotOverflow() {
    List<Fact<String>> ancient = List.of(fact(Long.MIN_VALUE, Long.MIN_VALUE, 0, "x"));
    assertThat(AsOf.find(ancient, "A", Long.MAX_VALUE, 0, 5)).isEmpty();
    assertThat(AsOf.find(ancient, "A", Long.MAX_VALUE, 0, AsOf.NO_TTL)).isPresent();
    List<Fact<String>> deleted =
        List.of(new Fact<>("A", Long.MIN_VALUE, Long.MIN_VALUE, 0, true, null));
    assertThat(AsOf.find(deleted, "A", 0, 0, AsOf.NO_TTL)).isEmpty();
  }

  @Property(tries = 300)
  void equalsTheDefinition(@ForAll long seed) {
    FactLog log = FactLog.random(seed, 40, true);
    for (FactLog.Question q : log.questions()) {
      assertThat(AsOf.find(log.facts(), FactLog.ENTITIES[q.entity()], q.time(), q.known(), q.ttl()))
          .isEqualTo(log.expected(q));
    }
  }

  @Property(tries = 200)
  void whatBecomesKnownAfterKChangesNothing(@ForAll long seed) {
    FactLog log = FactLog.random(seed, 40, true);
    for (FactLog.Question q : log.questions()) {
      List<Fact<Integer>> prefix =
          log.facts().stream().filter(fact -> fact.knownTime() <= q.known()).toList();
      String entity = FactLog.ENTITIES[q.entity()];
      assertThat(AsOf.find(prefix, entity, q.time(), q.known(), q.ttl()))
          .isEqualTo(AsOf.find(log.facts(), entity, q.time(), q.known(), q.ttl()));
    }
  }
}
