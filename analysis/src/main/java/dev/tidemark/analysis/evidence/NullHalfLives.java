package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.Execution;
import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.stats.HalfLife;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Half-lives of the first null paths: what prices without predictability show, so that a half-life
 * can be read. The paths are those of key 2, in logarithms: a flipped move changes its sign.
 */
final class NullHalfLives {
  private static final int MOST = 199;

  private final SessionLayout layout;
  private final double[] close;
  private final double[] overnight;
  private final double[] intraday;
  private final long seed;

  NullHalfLives(PricePath observed, SessionLayout layout, long seed) {
    this.layout = layout;
    this.seed = seed;
    int bars = layout.bars();
    close = HalfLife.logs(observed.close());
    double[] open = HalfLife.logs(observed.open());
    overnight = new double[bars];
    intraday = new double[bars];
    double previous = Double.NaN;
    for (int t = 0; t < bars; t++) {
      overnight[t] = open[t] - previous;
      intraday[t] = close[t] - open[t];
      if (observed.valid(t)) {
        previous = close[t];
      }
    }
  }

  /** Of the first {@code min(199, paths)} paths, in path order. */
  List<HalfLife> of(int paths, Execution execution) {
    HalfLife[] found = new HalfLife[Math.min(MOST, paths)];
    AtomicInteger next = new AtomicInteger();
    Crew.run(
        execution,
        found.length,
        crew -> {
          double[] y = new double[close.length];
          for (int i = next.getAndIncrement(); i < found.length; i = next.getAndIncrement()) {
            crew.checkpoint();
            path(i + 1, y);
            found[i] = HalfLife.of(y, layout.offsets());
          }
        });
    return new ArrayList<>(Arrays.asList(found));
  }

  /** Log closes of a path; NaN where the bar is missing. */
  private void path(int replicate, double[] y) {
    PhiloxStream stream = PhiloxStream.of(seed, Purpose.PATH, 0, replicate);
    double previous = Double.NaN;
    for (int t = 0; t < y.length; t++) {
      if (Double.isNaN(close[t])) {
        y[t] = Double.NaN;
        continue;
      }
      int bits = stream.word(t >>> 4) >>> (2 * t & 31);
      double open =
          Double.isNaN(previous)
              ? close[t] - intraday[t]
              : (bits & 1) != 0 ? previous - overnight[t] : previous + overnight[t];
      previous = (bits & 2) != 0 ? open - intraday[t] : open + intraday[t];
      y[t] = previous;
    }
  }
}
