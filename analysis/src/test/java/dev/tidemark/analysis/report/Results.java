package dev.tidemark.analysis.report;

import dev.tidemark.analysis.result.AnalysisResult;

/** The hand-made result, for tests of other packages. */
public final class Results {
  private Results() {}

  public static AnalysisResult small() {
    return SampleResult.of();
  }
}
