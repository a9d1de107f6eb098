package dev.tidemark.golden;

import dev.tidemark.core.stats.AugmentedDickeyFuller;
import dev.tidemark.core.stats.HalfLife;
import dev.tidemark.core.stats.Hurst;
import dev.tidemark.core.stats.JoinedSeries;
import dev.tidemark.core.stats.Moments;
import dev.tidemark.core.stats.VarianceRatio;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** 16: how a series behaves: half-life, unit root, variance ratios, Hurst, drift, moments. */
final class DiagnosticsTopic implements GoldenTopic {

  private static final double OLS = 1e-7;
  private static final Set<String> KNOWN =
      Set.of("_readme", "tolerance", "cases", "drift", "cusum", "moments");

  @Override
  public String prefix() {
    return "16_";
  }

  @Override
  public void check(GoldenFile file, Tally tally) throws IOException {
    Vector root = file.json();
    root.names().stream().filter(name -> !KNOWN.contains(name)).forEach(tally::notBuilt);
    for (Vector each : root.field("cases").elements()) {
      tally.section(each, () -> checkSeries(each, tally));
    }
    for (Vector each : root.field("drift").elements()) {
      tally.section(each, () -> DriftCheck.distributions(each, tally));
    }
    for (Vector each : root.field("cusum").elements()) {
      tally.section(each, () -> DriftCheck.cusum(each, tally));
    }
    Vector moments = root.field("moments");
    tally.section(moments, () -> checkMoments(moments, tally));
  }

  /** A case without an expectation of the joined series is about the half-life only. */
  private static void checkSeries(Vector each, Tally tally) {
    List<double[]> sessions =
        each.field("sessions").elements().stream().map(Vector::numbers).toList();
    int[] offsets = new int[sessions.size() + 1];
    for (int s = 0; s < sessions.size(); s++) {
      offsets[s + 1] = offsets[s] + sessions.get(s).length;
    }
    double[] y = sessions.stream().flatMapToDouble(Arrays::stream).toArray();
    checkHalfLife(each.expected("half_life"), HalfLife.of(y, offsets), tally);
    if (!each.has("adf") && !each.has("vr") && !each.has("hurst")) {
      return;
    }
    double[] joined = JoinedSeries.of(y, offsets);
    Vector adf = each.expected("adf");
    AugmentedDickeyFuller test = AugmentedDickeyFuller.of(joined);
    tally.exact(adf.expected("lags"), test.lags());
    tally.exact(adf.expected("nobs"), test.observations());
    ols(adf.expected("stat"), test.statistic(), tally);
    ols(adf.expected("p"), test.p(), tally);
    for (Vector expected : each.field("vr").elements()) {
      VarianceRatio ratio = VarianceRatio.of(joined, expected.field("q").smallInteger());
      tally.close(expected.expected("vr"), ratio.ratio());
      tally.close(expected.expected("z"), ratio.z());
    }
    tally.close(each.expected("hurst"), Hurst.of(joined));
  }

  private static void checkHalfLife(Vector expected, HalfLife actual, Tally tally) {
    tally.exact(expected.expected("T"), actual.pairs());
    ols(expected.expected("intercept"), actual.intercept(), tally);
    ols(expected.expected("phi"), actual.phi(), tally);
    ols(expected.expected("half_life_bars"), actual.bars(), tally);
    tally.exact(expected.expected("status"), actual.status().name());
    ols(expected.expected("phi_bc"), actual.phiCorrected(), tally);
    ols(expected.expected("half_life_bc_bars"), actual.barsCorrected(), tally);
    tally.exact(expected.expected("status_bc"), actual.statusCorrected().name());
  }

  private static void checkMoments(Vector expected, Tally tally) {
    Moments actual = Moments.of(expected.field("x").numbers());
    tally.close(expected.expected("mean"), actual.mean());
    tally.close(expected.expected("m2"), actual.m2());
    tally.close(expected.expected("skew"), actual.skew());
    tally.close(expected.expected("kurt"), actual.kurtosis());
  }

  private static void ols(Vector expected, double actual, Tally tally) {
    tally.close(expected, actual, OLS, OLS);
  }
}
