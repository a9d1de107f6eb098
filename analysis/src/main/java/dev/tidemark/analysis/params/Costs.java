package dev.tidemark.analysis.params;

/**
 * What trading costs (spec §4.5).
 *
 * @param bpsPerSide basis points of notional per fill
 * @param fallbackHalfSpreadBps QUOTES: half spread where no quote is valid
 * @param maxQuoteAgeSeconds QUOTES: an older quote does not count
 * @param tickFloor whether a fill costs at least half a tick of the instrument
 */
public record Costs(
    Mode mode,
    double bpsPerSide,
    double fallbackHalfSpreadBps,
    int maxQuoteAgeSeconds,
    boolean tickFloor) {

  /** Where fill prices come from. */
  public enum Mode {
    BARS,
    QUOTES
  }
}
