package dev.tidemark.analysis.signal;

/** A signal as a fold over the grid bars of consecutive sessions. Confined to one thread. */
interface Deviation {

  /** A session begins; only session-anchored references care. */
  void session();

  /** A grid bar without a valid bar: nothing changes, or warm-up restarts after too many. */
  void missing();

  /**
   * Consumes a valid bar; the signal at its close, NaN for null.
   *
   * @param vwap NaN if the bar has none
   */
  double update(double close, double volume, double vwap);
}
