package dev.tidemark.ingest.simulator;

/**
 * What the daily chain fixed about one session, before its path is drawn.
 *
 * @param window date and hours
 * @param regime the regime of the day
 * @param sigma standard deviation of the log return from open to close
 * @param logOpen log of the opening level, in ticks
 * @param baseReturn log return over the minutes outside planted windows
 * @param windowReturns log return over each planted window of this session
 * @param volumeFactor factor on the mean volume
 */
@SuppressWarnings("ArrayRecordComponent") // internal hand-over, never compared
record SessionPlan(
    SessionWindow window,
    MarketRegimeState regime,
    double sigma,
    double logOpen,
    double baseReturn,
    double[] windowReturns,
    double volumeFactor) {

  double logClose() {
    double level = logOpen + baseReturn;
    for (double part : windowReturns) {
      level += part;
    }
    return level;
  }
}
