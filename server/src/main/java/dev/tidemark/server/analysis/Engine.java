package dev.tidemark.server.analysis;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.data.BarQuotes;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.result.AnalysisResult;
import org.jspecify.annotations.Nullable;

/** What computes results: {@link dev.tidemark.analysis.MeanReversion#run}. */
@FunctionalInterface
public interface Engine {
  AnalysisResult run(
      AnalysisParams params, SessionBars bars, @Nullable BarQuotes quotes, Execution execution);
}
