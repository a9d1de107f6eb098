package dev.tidemark.ingest.provider;

import java.io.Closeable;

/**
 * Somewhere market data comes from. Listing is cheap: it looks at names and the beginning of
 * content, never at all of it. Safe for any thread.
 */
public interface Provider extends Closeable {

  ProviderInfo info();

  /** The sources that may hold wanted rows, in the order in which they must be read. */
  Listing list(Selection selection);

  @Override
  default void close() {}
}
