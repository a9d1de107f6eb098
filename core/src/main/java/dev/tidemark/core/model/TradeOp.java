package dev.tidemark.core.model;

/** What a trade record says about its trade. */
public enum TradeOp {
  /** The trade happened. */
  NEW,
  /** The trade happened, but as told here. */
  CORRECT,
  /** The trade did not happen. */
  CANCEL
}
