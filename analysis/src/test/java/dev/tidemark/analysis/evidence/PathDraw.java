package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;

/**
 * Draws null paths: every move of the observed prices is kept in size, and its direction decided by
 * a random bit (spec §4.8). Two bits per grid bar, of stream PATH: bit 0 for the move from the last
 * valid close to the open, bit 1 for the move from open to close (and to the average price).
 */
public final class PathDraw {
  private final PricePath observed;
  private final long seed;

  public PathDraw(PricePath observed, long seed) {
    this.observed = observed;
    this.seed = seed;
  }

  /**
   * A path.
   *
   * @param replicate from 1
   */
  public PricePath path(int replicate) {
    int bars = observed.close().length;
    double[] open = new double[bars];
    double[] close = new double[bars];
    double[] vwap = new double[bars];
    PhiloxStream stream = PhiloxStream.of(seed, Purpose.PATH, 0, replicate);
    int previous = -1;
    for (int t = 0; t < bars; t++) {
      if (!observed.valid(t)) {
        open[t] = Double.NaN;
        close[t] = Double.NaN;
        vwap[t] = Double.NaN;
        continue;
      }
      int bits = stream.word(t >>> 4) >>> (2 * t & 31);
      double o = observed.open()[t];
      if (previous < 0) {
        open[t] = o;
      } else {
        double g = o / observed.close()[previous];
        open[t] = (bits & 1) != 0 ? close[previous] / g : close[previous] * g;
      }
      double y = observed.close()[t] / o;
      double w = observed.vwap()[t] / o;
      close[t] = (bits & 2) != 0 ? open[t] / y : open[t] * y;
      vwap[t] = (bits & 2) != 0 ? open[t] / w : open[t] * w;
      previous = t;
    }
    return new PricePath(open, close, vwap);
  }
}
