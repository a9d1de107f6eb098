package dev.tidemark.transform.unify;

import dev.tidemark.transform.bars.BarRows;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of rows of one series in rising order of label. Used by one thread; close it when done.
 */
public interface RowStream extends AutoCloseable {

  /** The next block, or null at the end; valid until the next call. */
  @Nullable BarRows next();

  @Override
  default void close() {}

  /** One block. */
  static RowStream of(BarRows rows) {
    boolean[] done = {false};
    return () -> {
      if (done[0]) {
        return null;
      }
      done[0] = true;
      return rows;
    };
  }
}
