package dev.tidemark.analysis.params;

/** Which positions may be opened. */
public enum TradeSide {
  BOTH,
  LONG,
  SHORT;

  public boolean allowsLong() {
    return this != SHORT;
  }

  public boolean allowsShort() {
    return this != LONG;
  }
}
