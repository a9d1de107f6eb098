package dev.tidemark.lake;

/** What a column holds, and the array its values travel in. */
public enum ColumnKind {
  /** Text: {@link Vector.Strings} or {@link Vector.Dictionary}. */
  STRING,
  /** Signed 64 bit: {@link Vector.Longs}. */
  LONG,
  /** Signed 32 bit: {@link Vector.Ints}. */
  INT,
  /** IEEE 754 binary64: {@link Vector.Doubles}. */
  DOUBLE,
  /** {@link Vector.Booleans}. */
  BOOLEAN,
  /** An instant in microseconds since 1970-01-01T00:00:00Z: {@link Vector.Longs}. */
  TIMESTAMP,
  /** A calendar day as days since 1970-01-01: {@link Vector.Ints}. */
  DATE,
  /**
   * An exact decimal as its unscaled integer: {@link Vector.Longs} up to 18 digits of precision,
   * {@link Vector.Decimals} (128 bit) beyond.
   */
  DECIMAL
}
