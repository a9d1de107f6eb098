package dev.tidemark.bench;

/**
 * A recorded-looking tape, made as it is read: every tenth delivery repeats a recent trade, and
 * event times are out of order by up to fifty places. A trade's content is a function of its id, so
 * that a repetition is exact.
 */
final class TickStream {
  static final int CHUNK = 65_536;
  private static final long STEP_NANOS = 17_280_000L; // 5 million a day
  private static final int REACH = 50;

  final long[] nanos = new long[CHUNK];
  final long[] ids = new long[CHUNK];
  final long[] prices = new long[CHUNK];
  final long[] sizes = new long[CHUNK];

  private final long total;
  private long delivered;
  private long fresh;

  TickStream(long total) {
    this.total = total;
  }

  /** Fills the arrays with the next deliveries; 0 at the end. */
  int fill() {
    int n = (int) Math.min(CHUNK, total - delivered);
    for (int i = 0; i < n; i++, delivered++) {
      boolean again = delivered % 10 == 9;
      long id = again ? fresh - 1 - Math.floorMod(mix(delivered), 9) : fresh++;
      long noise = mix(id);
      ids[i] = id;
      nanos[i] =
          BenchData.START_MICROS * 1_000
              + (id + REACH) * STEP_NANOS
              + Math.floorMod(noise, 2 * REACH) * STEP_NANOS
              - REACH * STEP_NANOS;
      prices[i] = (60_000_00L + Math.floorMod(noise >>> 8, 10_000)) * 1_000_000L;
      sizes[i] = (1 + Math.floorMod(noise >>> 24, 100_000)) * 1_000L;
    }
    return n;
  }

  /** Distinct trades delivered so far. */
  long distinct() {
    return fresh;
  }

  /** Position of the last delivery filled, counted from 1. */
  long delivered() {
    return delivered;
  }

  private static long mix(long value) {
    long z = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
