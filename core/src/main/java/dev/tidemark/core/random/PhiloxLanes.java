package dev.tidemark.core.random;

/**
 * The words of many {@link Philox4x32} blocks at once, one array per lane of the block. The same
 * words as {@link PhiloxStream}, several times faster: the rounds run array by array, which the
 * compiler turns into vector instructions.
 *
 * <p>Words are unsigned and kept in longs. Not thread-safe: the arrays are reused; threads have
 * their own and read the same words.
 */
public final class PhiloxLanes {
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final long LOW_32 = 0xFFFFFFFFL;
  private static final int ROUNDS = 10;

  private final int capacity;
  private final long[] lane0;
  private final long[] lane1;
  private final long[] lane2;
  private final long[] lane3;

  /**
   * @param capacity the greatest number of blocks in one {@link #fill}
   */
  public PhiloxLanes(int capacity) {
    this.capacity = capacity;
    lane0 = new long[capacity];
    lane1 = new long[capacity];
    lane2 = new long[capacity];
    lane3 = new long[capacity];
  }

  /**
   * Fills the lanes with the first blocks of consecutive replicates: word {@code w} of replicate
   * {@code first + j} is {@code lane(w & 3)[j * blocks + (w >>> 2)]}.
   *
   * @param first the first replicate
   * @param replicates how many replicates
   * @param blocks blocks per replicate, from block 0
   */
  public void fill(long seed, Purpose purpose, int id, int first, int replicates, int blocks) {
    fill(seed, purpose, id, first, replicates, 0, blocks);
  }

  /**
   * As {@link #fill(long, Purpose, int, int, int, int)}, from a later block on: word {@code w} of
   * replicate {@code first + j} is {@code lane(w & 3)[j * blocks + (w >>> 2) - from]}.
   *
   * @param from the first block of each replicate
   */
  public void fill(
      long seed, Purpose purpose, int id, int first, int replicates, int from, int blocks) {
    int n = Math.multiplyExact(replicates, blocks);
    if (n > capacity) {
      throw new IllegalArgumentException(
          "more blocks than lanes [blocks=" + n + ", capacity=" + capacity + "]");
    }
    for (int j = 0, i = 0; j < replicates; j++) {
      long replicate = (first + j) & LOW_32;
      for (int block = 0; block < blocks; block++, i++) {
        lane0[i] = from + block;
        lane1[i] = replicate;
      }
    }
    int key0 = (int) seed;
    int key1 = (int) (seed >>> 32);
    firstRound(n, id & LOW_32, purpose.code(), key0 & LOW_32, key1 & LOW_32);
    for (int round = 1; round < ROUNDS; round++) {
      key0 += W0;
      key1 += W1;
      round(n, key0 & LOW_32, key1 & LOW_32, lane0, lane1, lane2, lane3);
    }
  }

  /** Words of one lane of the blocks filled last; valid until the next {@link #fill}. */
  public long[] lane(int lane) {
    return switch (lane) {
      case 0 -> lane0;
      case 1 -> lane1;
      case 2 -> lane2;
      case 3 -> lane3;
      default -> throw new IndexOutOfBoundsException("a block has four lanes [lane=" + lane + "]");
    };
  }

  /** As {@link #round} with the counter words that all blocks share. */
  private void firstRound(int n, long id, long purpose, long key0, long key1) {
    long product = M1 * id;
    long high = product >>> 32 ^ key0;
    long low = product & LOW_32;
    long rest = purpose ^ key1;
    for (int i = 0; i < n; i++) {
      long p0 = M0 * (lane0[i] & LOW_32);
      lane0[i] = high ^ lane1[i];
      lane1[i] = low;
      lane2[i] = p0 >>> 32 ^ rest;
      lane3[i] = p0 & LOW_32;
    }
  }

  /** Masking the factors is for the compiler: a product of 32-bit values is one instruction. */
  private static void round(
      int n, long key0, long key1, long[] lane0, long[] lane1, long[] lane2, long[] lane3) {
    for (int i = 0; i < n; i++) {
      long p0 = M0 * (lane0[i] & LOW_32);
      long p1 = M1 * (lane2[i] & LOW_32);
      lane0[i] = p1 >>> 32 ^ lane1[i] ^ key0;
      lane1[i] = p1 & LOW_32;
      lane2[i] = p0 >>> 32 ^ lane3[i] ^ key1;
      lane3[i] = p0 & LOW_32;
    }
  }
}
