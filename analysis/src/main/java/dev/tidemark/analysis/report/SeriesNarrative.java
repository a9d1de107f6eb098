package dev.tidemark.analysis.report;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.SeriesDiagnostics;
import dev.tidemark.analysis.result.SeriesDiagnostics.HalfLifeStatus;
import java.util.stream.Collectors;

/** What the prices themselves do, in words. */
final class SeriesNarrative {
  private SeriesNarrative() {}

  static void write(AnalysisResult result, StringBuilder out) {
    SeriesDiagnostics series = result.diagnostics();
    out.append("## The prices themselves\n\n");
    out.append("- ").append(halfLife(series)).append('\n');
    out.append("- Unit root: ADF p = ")
        .append(Digits.three(series.adfP()))
        .append(" (small: the prices are stationary); KPSS p = ")
        .append(Digits.three(series.kpssP()))
        .append(" (small: they are not).\n");
    out.append("- Hurst exponent ")
        .append(Digits.three(series.hurst()))
        .append(" (below one half: reverting)");
    if (!series.varianceRatios().isEmpty()) {
      out.append("; variance ratios ")
          .append(
              series.varianceRatios().stream()
                  .map(
                      ratio ->
                          Digits.three(ratio.ratio())
                              + " at "
                              + ratio.q()
                              + " bars (z = "
                              + Digits.three(ratio.z())
                              + ")")
                  .collect(Collectors.joining(", ")));
    }
    out.append(".\n\n");
  }

  private static String halfLife(SeriesDiagnostics series) {
    String observed =
        series.halfLifeCorrectedStatus() == HalfLifeStatus.OK
            ? "Half a deviation is gone after "
                + Digits.three(series.halfLifeCorrectedBars())
                + " bars (bias-corrected)."
            : "No half-life: the prices are " + series.halfLifeCorrectedStatus() + ".";
    if (Double.isNaN(series.nullPhiLow())) {
      return observed;
    }
    return observed
        + " The coefficient behind it is "
        + Digits.three(series.phi())
        + "; prices without predictability show "
        + Digits.three(series.nullPhiLow())
        + " to "
        + Digits.three(series.nullPhiHigh())
        + verdict(series);
  }

  private static String verdict(SeriesDiagnostics series) {
    if (series.phi() < series.nullPhiLow()) {
      return ": these revert more than chance does.";
    }
    return series.phi() > series.nullPhiHigh()
        ? ": these revert less than chance does."
        : ", so chance alone explains it.";
  }
}
