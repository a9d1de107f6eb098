package dev.tidemark.core.pit;

/**
 * Finds the nearest earlier row that was known by a time, in logarithmic time however many rows
 * became known later: a tree of minima, 64 children to a node.
 */
final class KnownMinima {

  private static final int BITS = 6;
  private static final int MASK = (1 << BITS) - 1;

  /** Level 0 is the known times themselves; each further level holds minima of 64. */
  private final long[][] levels;

  KnownMinima(long[] known, int rows) {
    int depth = 1;
    for (int size = rows; size > 1; size = (size + MASK) >> BITS) {
      depth++;
    }
    levels = new long[depth][];
    levels[0] = known;
    int size = rows;
    for (int level = 1; level < depth; level++) {
      levels[level] = minima(levels[level - 1], size);
      size = levels[level].length;
    }
  }

  private static long[] minima(long[] values, int size) {
    long[] minima = new long[(size + MASK) >> BITS];
    for (int block = 0; block < minima.length; block++) {
      long min = Long.MAX_VALUE;
      int end = Math.min((block + 1) << BITS, size);
      for (int i = block << BITS; i < end; i++) {
        min = Math.min(min, values[i]);
      }
      minima[block] = min;
    }
    return minima;
  }

  /** The greatest row number up to {@code from} with {@code known[row] <= known}, or -1. */
  int lastKnownBy(int from, long known) {
    int level = 0;
    int at = from;
    while (at >= 0) {
      int blockStart = at & ~MASK;
      while (at >= blockStart && levels[level][at] > known) {
        at--;
      }
      if (at < blockStart) {
        if (level == levels.length - 1) {
          return -1;
        }
        at = (blockStart >> BITS) - 1;
        level++;
      } else if (level == 0) {
        return at;
      } else {
        level--;
        at = (at << BITS) | MASK; // a full block: only the last may be short, and it is not below
      }
    }
    return -1;
  }
}
