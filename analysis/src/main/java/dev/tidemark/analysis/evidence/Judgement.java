package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Evidence;
import dev.tidemark.analysis.result.Family;
import dev.tidemark.analysis.result.TradeStatistics;
import dev.tidemark.core.indicator.Primitives;
import dev.tidemark.core.stats.BootstrapResult;
import dev.tidemark.core.stats.DeflatedSharpe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Both keys and the decision (spec §4.7–§4.9).
 *
 * @param cells by id
 * @param topWindows ids of passing cells, best first
 */
public record Judgement(
    List<CellResult> cells,
    CellResult pooled,
    List<Integer> topWindows,
    int tested,
    Family family,
    int pathDraws) {

  private static final int TOP = 5;

  /** Tests the cells that have enough trades and sessions, and the pooled one. */
  public static Judgement of(Setting setting, Observed observed, long seed, Execution execution) {
    AnalysisParams params = setting.params();
    List<CellSample> samples = CellSamples.of(setting, observed.trades());
    CellSample pooled = samples.getLast();
    List<CellSample> judged = new ArrayList<>();
    for (CellSample sample : samples) {
      boolean enough =
          sample.trades().size() >= params.minTrades()
              && sample.sessions().length >= params.minSessions();
      if (sample == pooled ? sample.sessions().length > 0 : enough) {
        judged.add(sample);
      }
    }
    int tested = judged.contains(pooled) ? judged.size() - 1 : judged.size();
    List<TradeStatistics> statistics =
        samples.stream().map(sample -> Statistics.of(sample, setting)).toList();
    List<BootstrapResult> means = MeanTest.run(judged, params.bootstrap(), seed, execution);
    SequentialTest paths = paths(setting, judged, tested, statistics, seed, execution);
    double[] p = new double[tested];
    for (int i = 0; i < tested; i++) {
      p[i] = Math.max(means.get(i).p(), paths.p(i));
    }
    Decision decision = Decision.of(p, params.falseDiscovery());
    double[] deflated = deflated(judged, tested, statistics, params.grid().size());
    List<CellResult> cells = new ArrayList<>();
    for (CellSample sample : samples) {
      int i = judged.indexOf(sample);
      Evidence evidence =
          i < 0
              ? null
              : evidence(
                  means.get(i),
                  paths,
                  i,
                  i < tested ? decision.bh()[i] : Double.NaN,
                  i < tested ? decision.by()[i] : Double.NaN,
                  deflated[i]);
      CellResult.Status status =
          sample == pooled
              ? CellResult.Status.POOLED
              : i < 0
                  ? CellResult.Status.INSUFFICIENT
                  : decision.pass()[i] ? CellResult.Status.PASS : CellResult.Status.FAIL;
      cells.add(cell(sample, setting, status, statistics.get(sample.cell()), evidence, observed));
    }
    CellResult pooledResult = cells.removeLast();
    return new Judgement(
        cells,
        pooledResult,
        ranked(cells),
        tested,
        Families.of(judged.subList(0, tested), pooled, params.bootstrap(), paths.maxT(), seed),
        paths.done());
  }

  private static SequentialTest paths(
      Setting setting,
      List<CellSample> judged,
      int tested,
      List<TradeStatistics> statistics,
      long seed,
      Execution execution) {
    int[] ids = judged.stream().limit(tested).mapToInt(CellSample::cell).toArray();
    CellSlots slots = new CellSlots(setting.cells(), setting.layout(), setting.oosSessions(), ids);
    double[] observed = new double[tested + 1];
    for (int i = 0; i < tested; i++) {
      observed[i] = statistics.get(ids[i]).tGross();
    }
    observed[tested] = statistics.getLast().tGross();
    return NullPathTest.run(
        observed,
        setting.params().nullPaths(),
        () -> new LanePaths(setting, slots, seed),
        execution);
  }

  private static Evidence evidence(
      BootstrapResult mean, SequentialTest paths, int i, double bh, double by, double deflated) {
    return new Evidence(
        mean.p(),
        mean.block(),
        mean.exceed(),
        mean.draws(),
        mean.degenerate(),
        mean.lo95(),
        mean.hi95(),
        mean.lo90(),
        mean.hi90(),
        paths.p(i),
        paths.exceed(i),
        paths.judged(i),
        Math.max(mean.p(), paths.p(i)),
        bh,
        by,
        deflated);
  }

  private static CellResult cell(
      CellSample sample,
      Setting setting,
      CellResult.Status status,
      TradeStatistics statistics,
      @Nullable Evidence evidence,
      Observed observed) {
    return new CellResult(
        sample.cell(),
        setting.cells().day(sample.cell()),
        setting.cells().bin(sample.cell()),
        sample.sessions().length,
        sample.trades().size(),
        status,
        statistics,
        evidence,
        Years.of(sample, setting),
        Costing.of(sample.trades()),
        Drift.of(sample, setting, observed.signals()));
  }

  /** Against the best of all tested cells and configurations; a cell without variance has SR 0. */
  private static double[] deflated(
      List<CellSample> judged, int tested, List<TradeStatistics> statistics, int configs) {
    double[] sharpes = new double[judged.size()];
    for (int i = 0; i < sharpes.length; i++) {
      double sharpe = statistics.get(judged.get(i).cell()).sessionSharpe();
      sharpes[i] = Double.isNaN(sharpe) ? 0.0 : sharpe;
    }
    double variance =
        tested < 2
            ? 0.0
            : Primitives.variance(sharpes, 0, tested, Primitives.mean(sharpes, 0, tested), 1);
    double[] deflated = new double[judged.size()];
    for (int i = 0; i < deflated.length; i++) {
      TradeStatistics of = statistics.get(judged.get(i).cell());
      deflated[i] =
          tested == 0
              ? Double.NaN
              : DeflatedSharpe.of(
                      sharpes[i],
                      variance,
                      (long) tested * configs,
                      judged.get(i).net().length,
                      of.skew(),
                      of.kurt())
                  .probability();
    }
    return deflated;
  }

  /** By the lower 90 % bound, then by trades; what did not pass is not ranked (spec §4.9). */
  private static List<Integer> ranked(List<CellResult> cells) {
    record Ranked(int cell, double bound, int trades) {}
    List<Ranked> passing = new ArrayList<>();
    for (CellResult cell : cells) {
      Evidence evidence = cell.evidence();
      if (cell.status() == CellResult.Status.PASS && evidence != null) {
        passing.add(new Ranked(cell.cell(), evidence.lo90(), cell.trades()));
      }
    }
    return passing.stream()
        .sorted(
            Comparator.comparingDouble(Ranked::bound)
                .reversed()
                .thenComparing(Comparator.comparingInt(Ranked::trades).reversed())
                .thenComparingInt(Ranked::cell))
        .limit(TOP)
        .map(Ranked::cell)
        .toList();
  }
}
