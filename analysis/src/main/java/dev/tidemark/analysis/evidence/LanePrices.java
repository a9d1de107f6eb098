package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.core.random.PhiloxLanes;
import dev.tidemark.core.random.Purpose;
import java.util.Arrays;

/**
 * Draws several null paths at once, bar by bar: every move of the observed prices is kept in size,
 * and its direction decided by a random bit (spec §4.8). Two bits per grid bar, of stream PATH: bit
 * 0 for the move from the last valid close to the open, bit 1 for the move from open to close, and
 * to the average price. Not thread-safe.
 */
final class LanePrices {
  /** Bars whose bits are in one block of the stream. */
  static final int BLOCK_BARS = 64;

  private static final int WORD_BARS = 16;

  private final long seed;
  private final int lanes;
  private final double[] open;
  private final double[] toOpen;
  private final double[] toClose;
  private final double[] toVwap;
  private final PhiloxLanes words;
  private final double[] previous;
  private boolean started;

  LanePrices(PricePath observed, long seed, int lanes) {
    this.seed = seed;
    this.lanes = lanes;
    words = new PhiloxLanes(lanes);
    previous = new double[lanes];
    open = observed.open();
    int bars = open.length;
    toOpen = new double[bars];
    toClose = new double[bars];
    toVwap = new double[bars];
    int last = -1;
    for (int t = 0; t < bars; t++) {
      if (observed.valid(t)) {
        toOpen[t] = last < 0 ? 1.0 : open[t] / observed.close()[last];
        toClose[t] = observed.close()[t] / open[t];
        toVwap[t] = observed.vwap()[t] / open[t];
        last = t;
      }
    }
  }

  /** New paths begin. */
  void reset() {
    started = false;
  }

  /** Draws the bits of bars {@code 64·block ..} of consecutive paths. */
  void block(int firstPath, int block) {
    words.fill(seed, Purpose.PATH, 0, firstPath, lanes, block, 1);
  }

  /** Whether the bar has an average price. */
  boolean hasVwap(int bar) {
    return !Double.isNaN(toVwap[bar]);
  }

  /** Prices of the next valid bar, which is in the block drawn last. */
  void next(int bar, double[] openRow, double[] closeRow) {
    long[] bits = words.lane(bar / WORD_BARS & 3);
    int shift = 2 * bar & 31;
    if (started) {
      move(previous, toOpen[bar], bits, shift, openRow);
    } else {
      Arrays.fill(openRow, open[bar]);
      started = true;
    }
    move(openRow, toClose[bar], bits, shift + 1, closeRow);
    System.arraycopy(closeRow, 0, previous, 0, lanes);
  }

  /** Average prices of the same bar. */
  void vwap(int bar, double[] openRow, double[] vwapRow) {
    move(openRow, toVwap[bar], words.lane(bar / WORD_BARS & 3), (2 * bar & 31) + 1, vwapRow);
  }

  /**
   * {@code from * factor} where the bit is 0, {@code from / factor} where it is 1, as one product
   * and one quotient of which one is by 1: exact, and without a branch that cannot be predicted.
   */
  private static void move(double[] from, double factor, long[] words, int shift, double[] to) {
    for (int l = 0; l < to.length; l++) {
      double flip = (double) (words[l] >>> shift & 1L);
      double keep = 1.0 - flip;
      to[l] = from[l] * (keep * factor + flip) / (flip * factor + keep);
    }
  }
}
