package dev.tidemark.core.random;

/**
 * The Philox4x32-10 block function (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy
 * as 1, 2, 3", SC 2011): a keyed bijection of 128-bit counters. Stateless and thread-safe.
 */
public final class Philox4x32 {
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final long LOW_32 = 0xFFFFFFFFL;

  private Philox4x32() {}

  /**
   * Writes the four output words of one block.
   *
   * @param c0 counter word 0 (least significant); {@code c1..c3} likewise
   * @param k0 key word 0
   * @param k1 key word 1
   * @param out receives the words at {@code at .. at + 3}
   */
  public static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] out, int at) {
    int x0 = c0;
    int x1 = c1;
    int x2 = c2;
    int x3 = c3;
    int key0 = k0;
    int key1 = k1;
    for (int round = 0; round < 10; round++) {
      long p0 = M0 * (x0 & LOW_32);
      long p1 = M1 * (x2 & LOW_32);
      x0 = (int) (p1 >>> 32) ^ x1 ^ key0;
      x1 = (int) p1;
      x2 = (int) (p0 >>> 32) ^ x3 ^ key1;
      x3 = (int) p0;
      key0 += W0;
      key1 += W1;
    }
    out[at] = x0;
    out[at + 1] = x1;
    out[at + 2] = x2;
    out[at + 3] = x3;
  }
}
