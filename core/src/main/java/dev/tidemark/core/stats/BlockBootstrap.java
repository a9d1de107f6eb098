package dev.tidemark.core.stats;

import dev.tidemark.core.indicator.Primitives;
import dev.tidemark.core.random.Purpose;
import java.util.Arrays;

/**
 * Block bootstrap of the mean of a dependent series (spec §4.7): one-sided p-value of "the true
 * mean is not positive", and confidence bounds.
 *
 * <p>Replicates are judged in order of their number and stop at the h-th exceedance (Besag,
 * Clifford, "Sequential Monte Carlo p-values", 1991), so a clearly insignificant series is cheap
 * and a small p has all its draws. Immutable and thread-safe; {@link #deviations} of any split into
 * threads, put together and given to {@link #judge}, is the result of {@link #test}.
 */
public final class BlockBootstrap {
  /** Replicates that are always drawn: the confidence bounds are order statistics of these. */
  public static final int INTERVAL_DRAWS = 999;

  /** As {@code stopAt}: judge all draws. */
  public static final int NEVER = 0;

  private static final int CHUNK = 1024;

  private final int n;
  private final double mean;
  private final double[] centredTwice;
  private final boolean degenerate;
  private final BlockMethod method;
  private final double block;
  private final long seed;
  private final int id;

  private BlockBootstrap(double[] x, BlockMethod method, double block, long seed, int id) {
    this.n = x.length;
    this.mean = Primitives.mean(x, 0, n);
    this.degenerate = constant(x);
    this.centredTwice = new double[2 * n];
    for (int i = 0; i < n; i++) {
      double e = x[i] - mean;
      centredTwice[i] = e;
      centredTwice[n + i] = e;
    }
    this.method = method;
    this.block = method == BlockMethod.CIRCULAR ? BlockLength.whole(block) : block;
    this.seed = seed;
    this.id = id;
  }

  /**
   * With the block length that {@link BlockLength} finds.
   *
   * @param x at least one finite value, in order of time
   * @param seed of the analysis
   * @param id of the stream: number of the cell
   */
  public static BlockBootstrap of(double[] x, BlockMethod method, long seed, int id) {
    requireFinite(x);
    return new BlockBootstrap(x, method, BlockLength.of(x).of(method), seed, id);
  }

  /**
   * With a given mean block length.
   *
   * @param block from 1 to the number of values
   */
  public static BlockBootstrap of(double[] x, BlockMethod method, double block, long seed, int id) {
    requireFinite(x);
    return new BlockBootstrap(x, method, BlockDraws.checked(block, x.length), seed, id);
  }

  /** The mean block length in use. */
  public double block() {
    return block;
  }

  /** Whether all values are equal. */
  public boolean degenerate() {
    return degenerate;
  }

  /**
   * A word below this starts a new block of the stationary bootstrap: {@code floor(2^32 / block)}.
   */
  public long restartThreshold() {
    return BlockDraws.restartThreshold(block);
  }

  /**
   * Draws and judges, one thread.
   *
   * @param draws B, the most replicates to judge
   * @param stopAt h, exceedances at which to stop; {@link #NEVER} to judge all
   */
  public BootstrapResult test(int draws, int stopAt) {
    if (degenerate) {
      return judge(new double[0], draws, stopAt);
    }
    double[] deviations = new double[Math.max(draws, INTERVAL_DRAWS)];
    BlockDraws source = draws();
    int[] positions = new int[n];
    int exceed = 0;
    int done = 0;
    while (done < deviations.length) {
      int end = Math.min(deviations.length, Math.max(INTERVAL_DRAWS, done + CHUNK));
      for (; done < end; done++) {
        deviations[done] = deviation(source, done + 1, positions);
        exceed += deviations[done] >= mean ? 1 : 0;
      }
      if (stopAt != NEVER && exceed >= stopAt) {
        break;
      }
    }
    return judge(Arrays.copyOf(deviations, done), draws, stopAt);
  }

  /**
   * Deviations from the mean of consecutive replicates: {@code (sum of centred values, in order of
   * drawing) / n}.
   *
   * @param first the first replicate; replicates count from 1
   */
  public double[] deviations(int first, int count) {
    double[] out = new double[count];
    BlockDraws source = draws();
    int[] positions = new int[n];
    for (int i = 0; i < count; i++) {
      out[i] = deviation(source, first + i, positions);
    }
    return out;
  }

  /**
   * Judges replicates 1, 2, … in order; those beyond the stop are ignored.
   *
   * @param deviations of replicates 1.. : at least {@link #INTERVAL_DRAWS}, and as many as {@code
   *     draws} unless judging stops before
   */
  public BootstrapResult judge(double[] deviations, int draws, int stopAt) {
    if (draws < 1 || stopAt < 0) {
      throw new IllegalArgumentException(
          "at least one draw, and no negative stop [draws=" + draws + ", stopAt=" + stopAt + "]");
    }
    if (degenerate) {
      double none = Double.NaN;
      return new BootstrapResult(n, mean, block, 1.0, 0, 0, false, true, none, none, none, none);
    }
    if (deviations.length < INTERVAL_DRAWS) {
      throw new IllegalArgumentException(
          "too few replicates for the bounds [replicates=" + deviations.length + "]");
    }
    int exceed = 0;
    int judged = 0;
    boolean stopped = false;
    while (judged < draws && !stopped) {
      exceed += deviations[judged++] >= mean ? 1 : 0;
      stopped = stopAt != NEVER && exceed == stopAt;
    }
    double p = stopped ? (double) exceed / judged : (1.0 + exceed) / (draws + 1.0);
    double[] means = Arrays.copyOf(deviations, INTERVAL_DRAWS);
    for (int i = 0; i < INTERVAL_DRAWS; i++) {
      means[i] = mean + means[i];
    }
    Arrays.sort(means);
    return new BootstrapResult(
        n,
        mean,
        block,
        p,
        exceed,
        judged,
        stopped,
        false, //
        means[24],
        means[974],
        means[49],
        means[949]);
  }

  /** Indices into the series that a replicate draws, in order of drawing. */
  public int[] indices(int replicate) {
    int[] positions = new int[n];
    draws().positions(replicate, positions);
    for (int i = 0; i < n; i++) {
      positions[i] = positions[i] % n;
    }
    return positions;
  }

  private BlockDraws draws() {
    return new BlockDraws(n, method, block, seed, Purpose.BOOT, id);
  }

  private double deviation(BlockDraws source, int replicate, int[] positions) {
    source.positions(replicate, positions);
    double sum = 0.0;
    for (int position : positions) {
      sum += centredTwice[position];
    }
    return sum / n;
  }

  private static boolean constant(double[] x) {
    for (double value : x) {
      if (value != x[0]) {
        return false;
      }
    }
    return true;
  }

  private static void requireFinite(double[] x) {
    if (x.length == 0) {
      throw new IllegalArgumentException("a series has at least one value");
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException("value is not finite [index=" + i + "]");
      }
    }
  }
}
