package dev.tidemark.lake;

/**
 * What to rewrite.
 *
 * @param where over partition columns only
 * @param targetBytes wanted size of a file; files of at least half of it are left alone by a
 *     compaction
 */
public record OptimizeRequest(Predicate where, long targetBytes) {
  private static final long DEFAULT_TARGET = 128L << 20;

  public static OptimizeRequest all() {
    return new OptimizeRequest(Predicate.all(), DEFAULT_TARGET);
  }

  public static OptimizeRequest where(Predicate where) {
    return new OptimizeRequest(where, DEFAULT_TARGET);
  }
}
