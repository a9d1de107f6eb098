package dev.tidemark.ingest.provider;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source once. A batch holds rows of one series; batches of several series may alternate.
 * One thread at a time. I/O failures are {@code TidemarkException}s.
 */
public interface RawReader extends Closeable {

  /** The next batch, null at the end. A batch may be empty. Its arrays are the caller's. */
  @Nullable RawBatch next();

  /**
   * Records seen so far that are not market rows of a kind we store (order-book updates,
   * subscriptions, candles still open): read, counted, not delivered.
   */
  default long ignored() {
    return 0;
  }

  @Override
  void close();
}
