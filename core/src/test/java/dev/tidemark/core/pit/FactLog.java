package dev.tidemark.core.pit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random bitemporal rows and questions, and the definition of the answer, spelled out. */
record FactLog(List<Fact<Integer>> facts, List<Question> questions) {

  static final String[] ENTITIES = {"A", "B", "C", "nobody"};

  /** One question: entity, t, K, ttl. */
  record Question(int entity, long time, long known, long ttl) {}

  static FactLog random(long seed, int maxFacts, boolean withDeletes) {
    SplittableRandom random = new SplittableRandom(seed);
    int span = 1 + random.nextInt(60);
    List<Fact<Integer>> facts = new ArrayList<>();
    int rows = random.nextInt(maxFacts + 1);
    for (int i = 0; i < rows; i++) {
      long event = random.nextInt(span);
      boolean deleted = withDeletes && random.nextInt(4) == 0;
      facts.add(
          new Fact<>(
              ENTITIES[random.nextInt(3)],
              event,
              event + random.nextInt(1 + random.nextInt(span)),
              random.nextInt(3) == 0 ? 0 : i,
              deleted,
              deleted ? null : i));
    }
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long time = random.nextInt(span + 2) - 1;
      questions.add(
          new Question(
              random.nextInt(4),
              time,
              random.nextBoolean() ? time : random.nextInt(2 * span),
              random.nextBoolean() ? AsOf.NO_TTL : random.nextInt(span)));
    }
    return new FactLog(facts, questions);
  }

  /** The definition, word by word. */
  Optional<Fact<Integer>> expected(Question question) {
    Map<Long, Fact<Integer>> byEventTime = new TreeMap<>();
    for (Fact<Integer> fact : facts) {
      if (fact.entity().equals(ENTITIES[question.entity()])
          && fact.eventTime() <= question.time()
          && fact.knownTime() <= question.known()) {
        byEventTime.merge(fact.eventTime(), fact, (a, b) -> precedes(b, a) ? a : b);
      }
    }
    byEventTime.values().removeIf(Fact::deleted);
    return byEventTime.values().stream()
        .reduce((older, newer) -> newer)
        .filter(
            fact ->
                question.ttl() == AsOf.NO_TTL
                    || question.time() - fact.eventTime() <= question.ttl());
  }

  private static boolean precedes(Fact<Integer> a, Fact<Integer> b) {
    return a.knownTime() != b.knownTime() ? a.knownTime() < b.knownTime() : a.seq() < b.seq();
  }

  AsOfRows columns() {
    int n = facts.size();
    int[] entity = new int[n];
    boolean[] deleted = new boolean[n];
    for (int i = 0; i < n; i++) {
      entity[i] = facts.get(i).entity().charAt(0) - 'A';
      deleted[i] = facts.get(i).deleted();
    }
    return new AsOfRows(
        n,
        entity,
        facts.stream().mapToLong(Fact::eventTime).toArray(),
        facts.stream().mapToLong(Fact::knownTime).toArray(),
        facts.stream().mapToLong(Fact::seq).toArray(),
        deleted);
  }
}
