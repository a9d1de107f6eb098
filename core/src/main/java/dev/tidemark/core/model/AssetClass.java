package dev.tidemark.core.model;

/** Kind of a traded thing. */
public enum AssetClass {
  EQUITY,
  CRYPTO,
  FX,
  COMMODITY,
  INDEX
}
