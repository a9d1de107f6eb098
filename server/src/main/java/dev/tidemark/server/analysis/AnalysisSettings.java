package dev.tidemark.server.analysis;

import java.time.Duration;

/**
 * @param threads of one run
 * @param syncWait longest wait of a synchronous request; afterwards it is answered as accepted
 * @param syncBudget bars × configurations × paths above which a synchronous request is refused
 * @param poll how often a waiting request looks by itself, in case a notification was lost
 * @param progressEvery least time between two stored progress values of a run
 * @param barsCacheBytes memory for bars
 * @param bodyCacheBytes memory for results that are read
 */
public record AnalysisSettings(
    int threads,
    Duration syncWait,
    double syncBudget,
    Duration poll,
    Duration progressEvery,
    long barsCacheBytes,
    long bodyCacheBytes) {

  public static final AnalysisSettings DEFAULT =
      new AnalysisSettings(
          2,
          Duration.ofSeconds(30),
          4e8,
          Duration.ofMillis(500),
          Duration.ofMillis(500),
          256L << 20,
          64L << 20);

  public AnalysisSettings withThreads(int value) {
    return new AnalysisSettings(
        value, syncWait, syncBudget, poll, progressEvery, barsCacheBytes, bodyCacheBytes);
  }
}
