package dev.tidemark.golden;

import dev.tidemark.analysis.params.WalkForward;
import dev.tidemark.analysis.walk.TrainTest;
import dev.tidemark.analysis.walk.WalkForwardSplit;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.util.List;

/** 09: session counts to walk-forward folds, or the reason why there are none. */
final class WalkForwardTopic implements GoldenTopic {

  private static final int MIN_FOLDS = 3;

  @Override
  public String prefix() {
    return "09_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    for (Vector each : file.json().field("cases").elements()) {
      tally.section(each, () -> checkCase(each, tally));
    }
  }

  private static void checkCase(Vector each, Tally tally) {
    WalkForward rule =
        new WalkForward(
            each.field("train").smallInteger(),
            each.field("test").smallInteger(),
            each.field("embargo").smallInteger(),
            mode(each.field("mode")),
            each.has("min_folds") ? each.field("min_folds").smallInteger() : MIN_FOLDS);
    int step =
        each.has("step") && !each.field("step").isNull()
            ? each.field("step").smallInteger()
            : rule.test();
    List<TrainTest> folds;
    try {
      folds = WalkForwardSplit.of(each.field("n_sessions").smallInteger(), rule, step);
    } catch (TidemarkException refused) {
      tally.exact(each.expected("error"), refused.details().get("reason"));
      tally.absent(each.expected("folds"));
      return;
    }
    tally.absent(each.expected("error"));
    List<Vector> expected = tally.paired(each.expected("folds"), folds.size());
    for (int i = 0; i < expected.size(); i++) {
      TrainTest fold = folds.get(i);
      tally.exact(expected.get(i).expected("fold"), i);
      checkRange(expected.get(i).expected("train"), fold.trainFrom(), fold.trainTo(), tally);
      checkRange(expected.get(i).expected("test"), fold.testFrom(), fold.testTo(), tally);
    }
  }

  static void checkRange(Vector expected, int from, int to, Tally tally) {
    int[] actual = {from, to};
    List<Vector> ends = tally.paired(expected, actual.length);
    for (int i = 0; i < ends.size(); i++) {
      tally.exact(ends.get(i), actual[i]);
    }
  }

  static WalkForward.Mode mode(Vector name) {
    for (WalkForward.Mode mode : WalkForward.Mode.values()) {
      if (mode.name().equals(name.text())) {
        return mode;
      }
    }
    throw new MalformedVector(name.place(), "unknown mode " + name.text());
  }
}
