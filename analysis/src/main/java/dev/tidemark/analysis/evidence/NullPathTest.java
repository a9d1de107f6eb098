package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.params.NullPaths;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Key 2 (spec §4.8): how often a market without sign predictability shows statistics as great as
 * the observed ones. Threads evaluate chunks of paths; chunks are judged in order, and what was
 * evaluated beyond the stop is ignored, so the result does not depend on their number.
 */
final class NullPathTest {
  private final SequentialTest test;
  private final Execution execution;
  private final int paths;
  private final Map<Integer, double[][]> waiting = new HashMap<>();
  private int nextToJudge = 1;

  private NullPathTest(SequentialTest test, Execution execution, int paths) {
    this.test = test;
    this.execution = execution;
    this.paths = paths;
  }

  /**
   * @param observed t-statistics, the pooled one last
   * @param evaluator makes what a thread evaluates paths with
   */
  static SequentialTest run(
      double[] observed, NullPaths rule, Supplier<PathStatistics> evaluator, Execution execution) {
    SequentialTest test =
        new SequentialTest(observed, observed.length - 1, rule.exceedances(), rule.paths());
    NullPathTest run = new NullPathTest(test, execution, rule.paths());
    AtomicInteger next = new AtomicInteger(1);
    Crew.run(
        execution, rule.paths(), crew -> run.work(crew, evaluator.get(), observed.length, next));
    return test;
  }

  private void work(Crew crew, PathStatistics evaluator, int cells, AtomicInteger next) {
    while (!complete()) {
      crew.checkpoint();
      int first = next.getAndAdd(evaluator.lanes());
      int count = Math.min(evaluator.lanes(), paths + 1 - first);
      if (count <= 0) {
        return;
      }
      double[][] statistics = new double[count][cells];
      evaluator.evaluate(first, statistics);
      judge(first, statistics);
    }
  }

  private synchronized boolean complete() {
    return test.complete();
  }

  private synchronized void judge(int first, double[][] statistics) {
    waiting.put(first, statistics);
    while (waiting.containsKey(nextToJudge)) {
      double[][] chunk = Objects.requireNonNull(waiting.remove(nextToJudge));
      for (double[] path : chunk) {
        test.draw(path);
      }
      nextToJudge += chunk.length;
    }
    double share = test.complete() ? 1.0 : (double) test.done() / paths;
    execution.progress().at(Execution.Phase.PATHS, share);
  }
}
