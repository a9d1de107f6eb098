package dev.tidemark.core.stats;

import dev.tidemark.core.random.PhiloxLanes;
import dev.tidemark.core.random.Purpose;

/**
 * Positions of resampled series. Replicate b is a function of its address alone; asking in
 * ascending order is fast, because words are made for several replicates at a time.
 *
 * <p>Positions lie in {@code [0, 2n)}: they index the series written twice in a row. A run that
 * starts at its end continues in the second copy, which saves the wrap in the inner loop. Not
 * thread-safe; threads open their own.
 */
final class BlockDraws {
  private static final int BATCH = 512;

  private final int n;
  private final BlockMethod method;
  private final double block;
  private final long seed;
  private final Purpose purpose;
  private final int id;

  private final int blocks;
  private final int replicates;
  private final PhiloxLanes words;
  private int loaded;
  private int loadedCount;

  BlockDraws(int n, BlockMethod method, double block, long seed, Purpose purpose, int id) {
    this.n = n;
    this.method = method;
    this.block = block;
    this.seed = seed;
    this.purpose = purpose;
    this.id = id;
    long needed =
        method == BlockMethod.STATIONARY
            ? 2L * n
            : (n + BlockLength.whole(block) - 1) / BlockLength.whole(block);
    blocks = Math.toIntExact((needed + 3) >>> 2);
    replicates = Math.max(1, BATCH / blocks);
    words = new PhiloxLanes(replicates * blocks);
  }

  /** A block length may be from 1 to the length of the series. */
  static double checked(double block, int n) {
    if (!(block >= 1.0 && block <= n)) {
      throw new IllegalArgumentException(
          "block length must be in [1, n] [block=" + block + ", n=" + n + "]");
    }
    return block;
  }

  /** Writes the n positions of a replicate. */
  void positions(int replicate, int[] out) {
    int ahead = replicate - loaded;
    if (ahead < 0 || ahead >= loadedCount) {
      words.fill(seed, purpose, id, replicate, replicates, blocks);
      loaded = replicate;
      loadedCount = replicates;
      ahead = 0;
    }
    if (method == BlockMethod.STATIONARY) {
      stationary(ahead * blocks, out);
    } else {
      circular(ahead * blocks, BlockLength.whole(block), out);
    }
  }

  /** The least word that does not start a new block. */
  static long restartThreshold(double block) {
    return (long) Math.floor(0x1p32 / block);
  }

  /** Step i has words 2i (where a block starts) and 2i+1 (whether one does). */
  private void stationary(int at, int[] out) {
    long threshold = restartThreshold(block);
    long[] start0 = words.lane(0);
    long[] restart0 = words.lane(1);
    long[] start1 = words.lane(2);
    long[] restart1 = words.lane(3);
    int position = start(start0[at]) - 1; // the first step starts a block in any case
    int pairs = n >>> 1;
    for (int k = 0; k < pairs; k++) {
      int here = start(start0[at + k]);
      position = restart0[at + k] < threshold ? here : position + 1;
      out[2 * k] = position;
      here = start(start1[at + k]);
      position = restart1[at + k] < threshold ? here : position + 1;
      out[2 * k + 1] = position;
    }
    if ((n & 1) != 0) {
      int here = start(start0[at + pairs]);
      out[n - 1] = restart0[at + pairs] < threshold ? here : position + 1;
    }
  }

  private void circular(int at, int length, int[] out) {
    int word = 0;
    for (int i = 0; i < n; word++) {
      int position = start(words.lane(word & 3)[at + (word >>> 2)]);
      for (int end = Math.min(n, i + length); i < end; i++) {
        out[i] = position++;
      }
    }
  }

  private int start(long word) {
    return (int) (word * n >>> 32);
  }
}
