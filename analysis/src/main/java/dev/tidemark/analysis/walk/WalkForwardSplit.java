package dev.tidemark.analysis.walk;

import dev.tidemark.analysis.params.WalkForward;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.ArrayList;
import java.util.List;

/** Cuts sessions into walk-forward folds. */
public final class WalkForwardSplit {
  private WalkForwardSplit() {}

  /**
   * Consecutive tests, each after its training sessions and the embargo. A last partial test counts
   * if at least half of it is there.
   *
   * @throws TidemarkException PRECONDITION_FAILED, reason INSUFFICIENT_HISTORY, if there are fewer
   *     folds than asked for
   */
  public static List<TrainTest> of(int sessions, WalkForward rule) {
    return of(sessions, rule, rule.test());
  }

  /** As {@link #of(int, WalkForward)}, with the distance between the starts of two tests. */
  public static List<TrainTest> of(int sessions, WalkForward rule, int step) {
    List<TrainTest> folds = new ArrayList<>();
    long start = (long) rule.train() + rule.embargo();
    for (; start < sessions; start += step) {
      int from = (int) start;
      int to = (int) Math.min(start + rule.test(), sessions);
      boolean partial = to - from < rule.test();
      if (partial && to - from < (rule.test() + 1) / 2) {
        break;
      }
      int trainTo = from - rule.embargo();
      int trainFrom = rule.mode() == WalkForward.Mode.ANCHORED ? 0 : trainTo - rule.train();
      folds.add(new TrainTest(trainFrom, trainTo, from, to));
      if (partial) {
        break;
      }
    }
    if (folds.size() < rule.minFolds()) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The horizon has too few sessions for the walk-forward test",
              sessions + " sessions give " + folds.size() + " of " + rule.minFolds() + " folds",
              "Choose a longer horizon, or shorter training and test periods")
          .withDetail("reason", "INSUFFICIENT_HISTORY")
          .withDetail("sessions", sessions)
          .withDetail("folds", folds.size());
    }
    return List.copyOf(folds);
  }
}
