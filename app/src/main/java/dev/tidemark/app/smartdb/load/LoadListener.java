package dev.tidemark.app.smartdb.load;

/** Told how a load goes, by any thread. */
@FunctionalInterface
public interface LoadListener {
  /** Nobody is told. */
  LoadListener NONE = (done, total) -> {};

  /** A batch is durable. {@code total}: rows of all parts to load, 0 when not known. */
  void written(long done, long total);
}
