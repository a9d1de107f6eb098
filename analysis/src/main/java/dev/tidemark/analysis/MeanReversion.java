package dev.tidemark.analysis;

import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import org.jspecify.annotations.Nullable;

/** The engine: from parameters and bars to a result, the same on any machine and thread count. */
public final class MeanReversion {
  private MeanReversion() {}

  /**
   * Runs an analysis.
   *
   * @param params with its seed
   * @param quotes needed in cost mode QUOTES
   * @throws dev.tidemark.core.error.TidemarkException if the data do not allow it; the detail
   *     {@code reason} holds the name of the specification (§4.1)
   * @throws java.util.concurrent.CancellationException when cancelled
   */
  public static AnalysisResult run(
      AnalysisParams params, SessionBars bars, @Nullable BarQuotes quotes, Execution execution) {
    throw new UnsupportedOperationException("being built");
  }
}
