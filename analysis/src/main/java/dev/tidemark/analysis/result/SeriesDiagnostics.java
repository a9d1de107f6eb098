package dev.tidemark.analysis.result;

import java.util.List;

/**
 * How the prices themselves behave over the horizon (spec §4.11). They describe; they never gate.
 * NaN is null.
 *
 * @param phi OLS coefficient of y(t) on y(t-1), log closes, pairs within a session
 * @param halfLifeBars NaN unless the status is OK
 * @param nullHalfLives bias-corrected half-lives of the first null paths in path order, NaN where
 *     not reverting; what a market without predictability shows
 */
public record SeriesDiagnostics(
    int pairs,
    double phi,
    double halfLifeBars,
    HalfLifeStatus halfLifeStatus,
    double phiCorrected,
    double halfLifeCorrectedBars,
    HalfLifeStatus halfLifeCorrectedStatus,
    double nullPhiLow,
    double nullPhiHigh,
    List<Double> nullHalfLives,
    double adfStatistic,
    double adfP,
    int adfLags,
    double kpssStatistic,
    double kpssP,
    double hurst,
    List<VarianceRatio> varianceRatios) {

  public SeriesDiagnostics {
    nullHalfLives = List.copyOf(nullHalfLives);
    varianceRatios = List.copyOf(varianceRatios);
  }

  /** Whether a half-life exists. */
  public enum HalfLifeStatus {
    OK,
    NON_REVERTING,
    OSCILLATING
  }

  /** Lo–MacKinlay variance ratio at lag q, with its heteroskedasticity-robust z. */
  public record VarianceRatio(int q, double ratio, double z) {}
}
