package dev.tidemark.server.analysis;

import dev.tidemark.core.error.TidemarkException;

/** Failures as a tenant sees them: the reason, what to do, and nothing of our insides. */
final class Failures {
  private Failures() {}

  static AnalysisView.AnalysisError of(TidemarkException failure) {
    String reason = failure.details().getOrDefault("reason", failure.code().name());
    return new AnalysisView.AnalysisError(
        reason, failure.what() + ": " + failure.why(), failure.fix());
  }

  static AnalysisView.AnalysisError abandoned() {
    return new AnalysisView.AnalysisError(
        "ABANDONED",
        "Every attempt to compute the analysis ended without a result",
        "Send it again; if it fails again, report its id");
  }
}
