package dev.tidemark.app.torture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * When to kill, from a seed. Two of three kills stop the victim exactly at a phase, in turns so
 * that every phase has its share, at a random one of its occurrences; the third comes at a random
 * time.
 */
final class KillPlan {
  /**
   * One kill.
   *
   * @param at exactly there; empty for a random time
   * @param fraction of the undisturbed run's duration, for a random time
   */
  record Kill(Optional<Moment> at, double fraction) {}

  private static final int EVERY = 3;

  private final Random random;
  private final Map<String, Long> occurrences;
  private final List<String> turn = new ArrayList<>();
  private int planned;

  /** {@code occurrences}: how often the undisturbed run reaches each phase. */
  KillPlan(long seed, Map<String, Long> occurrences) {
    this.random = new Random(seed);
    this.occurrences = Map.copyOf(occurrences);
  }

  Kill next() {
    if (occurrences.isEmpty() || ++planned % EVERY == 0) {
      return new Kill(Optional.empty(), random.nextDouble());
    }
    if (turn.isEmpty()) {
      turn.addAll(new TreeSet<>(occurrences.keySet()));
      Collections.shuffle(turn, random);
    }
    String phase = turn.removeLast();
    long count = random.nextLong(Math.max(1, occurrences.getOrDefault(phase, 1L)));
    return new Kill(Optional.of(new Moment(phase, count)), 0);
  }

  /** How many kills hit one lake, resumes included, before its last, undisturbed resume. */
  int killsOfRound() {
    return 1 + random.nextInt(EVERY);
  }
}
