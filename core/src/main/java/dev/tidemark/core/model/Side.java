package dev.tidemark.core.model;

/** The aggressor of a trade, as the venue tells it. */
public enum Side {
  BUY,
  SELL
}
