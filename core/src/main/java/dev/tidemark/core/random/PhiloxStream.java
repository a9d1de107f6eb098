package dev.tidemark.core.random;

/**
 * A stream of 32-bit words with random access: word {@code w} is lane {@code w & 3} of the block
 * with counter {@code (w >>> 2, replicate, id, purpose)} under key {@code (seed low 32, seed high
 * 32)}.
 *
 * <p>It also has a cursor for sequential reading. Not thread-safe: the last block is cached;
 * threads open their own stream on the same address and read the same words.
 */
public final class PhiloxStream {
  /** Words in one stream: the block counter has 32 bits. */
  public static final long WORDS = 1L << 34;

  private final int key0;
  private final int key1;
  private final int replicate;
  private final int id;
  private final int purpose;
  private final int[] lanes = new int[4];
  private long cachedBlock = -1;
  private long cursor;

  private PhiloxStream(long seed, int purpose, int id, int replicate) {
    this.key0 = (int) seed;
    this.key1 = (int) (seed >>> 32);
    this.replicate = replicate;
    this.id = id;
    this.purpose = purpose;
  }

  /** The stream of a purpose. */
  public static PhiloxStream of(long seed, Purpose purpose, int id, int replicate) {
    return new PhiloxStream(seed, purpose.code(), id, replicate);
  }

  /**
   * A sub-stream of a purpose, for producers that need several independent streams per (id,
   * replicate). Sub-stream 0 is the stream of the purpose itself.
   *
   * @param sub 0 .. 2^24 - 1
   */
  public static PhiloxStream of(long seed, Purpose purpose, int sub, int id, int replicate) {
    if (sub < 0 || sub >= 1 << 24) {
      throw new IllegalArgumentException("sub-stream must be in [0, 2^24) [sub=" + sub + "]");
    }
    return new PhiloxStream(seed, purpose.code() | sub << 8, id, replicate);
  }

  /** The word at an index in {@code [0, WORDS)}; the cursor does not move. */
  public int word(long index) {
    if (index < 0 || index >= WORDS) {
      throw new IndexOutOfBoundsException("stream word out of range [index=" + index + "]");
    }
    load(index >>> 2);
    return lanes[(int) index & 3];
  }

  /** The next word at the cursor. */
  public int nextWord() {
    return word(cursor++);
  }

  /** Places the cursor: the next word read is {@code index}. */
  public void seek(long index) {
    cursor = index;
  }

  /** The next word as a uniform in the open interval (0, 1), with 32 bits of resolution. */
  public double nextUniform() {
    return uniform(nextWord());
  }

  /** The next word as a standard normal. */
  public double nextNormal() {
    return NormalQuantile.of(nextUniform());
  }

  /** Writes {@code blocks * 4} words starting at block {@code first}; the cursor does not move. */
  public void fill(long first, int blocks, int[] out, int at) {
    if (first < 0 || first + blocks > WORDS >>> 2) {
      throw new IndexOutOfBoundsException("stream block out of range [block=" + first + "]");
    }
    for (int b = 0; b < blocks; b++) {
      Philox4x32.block((int) (first + b), replicate, id, purpose, key0, key1, out, at + 4 * b);
    }
  }

  /** Maps a word to the centre of its cell in (0, 1): never 0, never 1. */
  public static double uniform(int word) {
    return ((word & 0xFFFFFFFFL) + 0.5) * 0x1p-32;
  }

  private void load(long block) {
    if (block != cachedBlock) {
      Philox4x32.block((int) block, replicate, id, purpose, key0, key1, lanes, 0);
      cachedBlock = block;
    }
  }
}
