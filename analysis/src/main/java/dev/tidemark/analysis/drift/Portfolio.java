package dev.tidemark.analysis.drift;

import dev.tidemark.analysis.params.FalseDiscovery;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The false discovery rate over the union of the cells of several analyses (spec §7.7): whoever
 * looks at a hundred tickers multiplies the search, and a cell that passes within its own analysis
 * need not pass here.
 */
public final class Portfolio {
  private Portfolio() {}

  /**
   * A tested cell.
   *
   * @param analysis names the analysis, e.g. its id
   * @param lo90 lower 90 % bound of the mean net return per session
   */
  public record Candidate(
      String analysis, String ticker, int cell, int trades, double p, double lo90) {}

  /**
   * @param qBh Benjamini–Hochberg over the union
   * @param qBy Benjamini–Yekutieli over the union
   */
  public record Decided(Candidate candidate, double qBh, double qBy, boolean pass) {}

  /** The tested cells of an analysis. */
  public static List<Candidate> candidates(String analysis, AnalysisResult result) {
    List<Candidate> candidates = new ArrayList<>();
    result
        .cells()
        .forEach(
            cell -> {
              Evidence evidence = cell.evidence();
              if (evidence != null) {
                candidates.add(
                    new Candidate(
                        analysis,
                        result.params().ticker(),
                        cell.cell(),
                        cell.trades(),
                        evidence.p(),
                        evidence.lo90()));
              }
            });
    return candidates;
  }

  /** All candidates in the order given, decided as one family. */
  public static List<Decided> decide(List<Candidate> family, FalseDiscovery rule) {
    double[] p = family.stream().mapToDouble(Candidate::p).toArray();
    double[] bh = dev.tidemark.core.stats.FalseDiscovery.benjaminiHochberg(p);
    double[] by = dev.tidemark.core.stats.FalseDiscovery.benjaminiYekutieli(p);
    double[] q = rule.method() == FalseDiscovery.Method.BH ? bh : by;
    List<Decided> decided = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      decided.add(new Decided(family.get(i), bh[i], by[i], q[i] <= rule.level()));
    }
    return decided;
  }

  /** What passes, by lower bound, then trades, then the order given (spec §4.9). */
  public static List<Decided> ranked(List<Decided> decided) {
    return decided.stream()
        .filter(Decided::pass)
        .sorted(
            Comparator.comparingDouble((Decided d) -> -d.candidate().lo90())
                .thenComparingInt(d -> -d.candidate().trades()))
        .toList();
  }
}
