package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.params.Bootstrap;
import dev.tidemark.core.stats.BlockBootstrap;
import dev.tidemark.core.stats.BlockMethod;
import dev.tidemark.core.stats.BootstrapResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Key 1 (spec §4.7): block bootstrap of the mean net session sum of every tested cell. */
final class MeanTest {
  private MeanTest() {}

  /** One result per sample, in their order. */
  static List<BootstrapResult> run(
      List<CellSample> samples, Bootstrap rule, long seed, Execution execution) {
    BootstrapResult[] results = new BootstrapResult[samples.size()];
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    // The pooled cell, the longest series, is last; it is taken first.
    int last = results.length - 1;
    Crew.run(
        execution,
        results.length,
        crew -> {
          for (int i = next.getAndIncrement(); i <= last; i = next.getAndIncrement()) {
            crew.checkpoint();
            results[last - i] = test(samples.get(last - i), rule, seed);
            execution
                .progress()
                .at(Execution.Phase.BOOTSTRAP, (double) done.incrementAndGet() / results.length);
          }
        });
    return new ArrayList<>(Arrays.asList(results));
  }

  private static BootstrapResult test(CellSample sample, Bootstrap rule, long seed) {
    BlockMethod method =
        switch (rule.method()) {
          case STATIONARY -> BlockMethod.STATIONARY;
          case CIRCULAR -> BlockMethod.CIRCULAR;
        };
    Double block = rule.block();
    BlockBootstrap bootstrap =
        block == null
            ? BlockBootstrap.of(sample.net(), method, seed, sample.cell())
            : BlockBootstrap.of(
                sample.net(), method, Math.min(block, sample.net().length), seed, sample.cell());
    return bootstrap.test(rule.replicates(), rule.exceedances());
  }
}
