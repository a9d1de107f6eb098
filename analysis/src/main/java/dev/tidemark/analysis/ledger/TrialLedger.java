package dev.tidemark.analysis.ledger;

/**
 * Counts every run per tenant and ticker (spec §7.7): nobody can rule out that parameters are
 * changed until something passes, but everybody can see how often. Thread-safe.
 */
public interface TrialLedger {

  /**
   * Counts a run. Another run under a key that was counted before is a run, but tries nothing new.
   *
   * @param key equal for runs that are bound to have the same result
   * @param run what it tried, see {@link Trials#of}
   * @return all that was tried on the ticker, this run included
   */
  Trials record(String tenant, String ticker, String key, Trials run);

  /** All that was tried on the ticker. */
  Trials of(String tenant, String ticker);
}
