package dev.tidemark.smartdb.market;

/** What the bars of a series are made of. */
public enum Basis {
  TRADES,
  /** The middles of valid quotes; volume is zero. */
  QUOTES,
  /** One-minute bars as the source tells them. */
  BARS
}
