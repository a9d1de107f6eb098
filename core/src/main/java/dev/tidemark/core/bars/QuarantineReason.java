package dev.tidemark.core.bars;

/** Why a record was set aside. */
public enum QuarantineReason {
  /** It would change a bar that closed more than 48 hours before the record was known. */
  TOO_LATE
}
