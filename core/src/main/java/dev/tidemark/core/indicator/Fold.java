package dev.tidemark.core.indicator;

import java.nio.ByteBuffer;

/** State carried along one series, serialisable as raw 64-bit values of a fixed total size. */
public interface Fold {
  /** {@code count >= 1} grid bars in a row had no valid bar. */
  void missing(int count);

  /** Forgets everything seen. */
  void reset();

  /** Size of the serialised state; the same for all states of folds with equal parameters. */
  int stateBytes();

  /** Appends the state to {@code out}, which has {@link #stateBytes} bytes left. */
  void write(ByteBuffer out);

  /** Replaces the state by one written by a fold with the same parameters. */
  void read(ByteBuffer in);

  /** Becomes equal to {@code other}, a fold of the same class and parameters. Allocates nothing. */
  void copyFrom(Fold other);
}
