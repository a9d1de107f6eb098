package dev.tidemark.lake;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of batches, read once and batch by batch, so that a source far larger than the heap can
 * be written. Used by one thread at a time, not always the same.
 */
@FunctionalInterface
public interface BatchSource extends AutoCloseable {

  /** The next batch, or null at the end. A batch may be empty. */
  @Nullable ColumnBatch next();

  @Override
  default void close() {}

  static BatchSource of(ColumnBatch... batches) {
    return of(List.of(batches));
  }

  static BatchSource of(Iterable<ColumnBatch> batches) {
    Iterator<ColumnBatch> rest = batches.iterator();
    return () -> rest.hasNext() ? rest.next() : null;
  }
}
