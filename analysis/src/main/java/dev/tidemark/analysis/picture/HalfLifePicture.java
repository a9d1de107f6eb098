package dev.tidemark.analysis.picture;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.SeriesDiagnostics;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Half-lives of paths without predictability, and the observed one among them: how much reversion
 * chance alone seems to show. The axis is logarithmic.
 */
final class HalfLifePicture {
  private static final int BARS = 24;

  private HalfLifePicture() {}

  static byte[] png(AnalysisResult result) {
    SeriesDiagnostics series = result.diagnostics();
    double[] reverting =
        series.nullHalfLives().stream().mapToDouble(d -> d).filter(d -> d > 0).sorted().toArray();
    double observed = series.halfLifeCorrectedBars();
    Frame frame =
        new Frame(
            Captions.title("Half-life of prices against chance", result),
            reverting.length
                + " of "
                + series.nullHalfLives().size()
                + " sign-flipped paths revert; "
                + (observed > 0
                    ? "observed half-life " + Scale.text(observed) + " bars"
                    : "the prices themselves do not revert ("
                        + series.halfLifeCorrectedStatus()
                        + ")"),
            118,
            60);
    if (reverting.length == 0) {
      frame.nothing("no null path reverts");
      return frame.png();
    }
    double low = StrictMath.log10(Math.min(reverting[0], observed > 0 ? observed : reverting[0]));
    double last = reverting[reverting.length - 1];
    double high = StrictMath.log10(Math.max(last, observed > 0 ? observed : last));
    Scale x = Scale.around(low, high, frame.left, frame.right);
    int[] counts = new int[BARS];
    for (double bars : reverting) {
      double share = (StrictMath.log10(bars) - x.min()) / (x.max() - x.min());
      counts[Math.min(BARS - 1, (int) (share * BARS))]++;
    }
    int most = Arrays.stream(counts).max().orElse(1);
    Scale y = new Scale(0, most * 1.08, frame.bottom, frame.top);
    frame.yTicks(y, "null paths");
    bars(counts, y, frame);
    decades(x, result, frame);
    if (observed > 0) {
      mark(x.pixel(StrictMath.log10(observed)), frame);
    }
    frame.border();
    frame.legend(
        observed > 0 ? List.of("null paths", "observed") : List.of("null paths"),
        List.of(Frame.SERIES.get(5), Frame.SERIES.get(1)),
        true);
    return frame.png();
  }

  private static void bars(int[] counts, Scale y, Frame frame) {
    frame.g.setColor(Frame.SERIES.get(5));
    for (int i = 0; i < BARS; i++) {
      int from = frame.left + (frame.right - frame.left) * i / BARS;
      int to = frame.left + (frame.right - frame.left) * (i + 1) / BARS;
      int top = y.pixel(counts[i]);
      frame.g.fillRect(from + 1, top, to - from - 2, frame.bottom - top);
    }
  }

  private static void decades(Scale x, AnalysisResult result, Frame frame) {
    List<Integer> pixels = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int decade = (int) Math.floor(x.min()); decade <= x.max(); decade++) {
      for (int digit : new int[] {1, 2, 5}) {
        double value = digit * StrictMath.pow(10, decade);
        double log = StrictMath.log10(value);
        if (log >= x.min() && log <= x.max()) {
          pixels.add(x.pixel(log));
          labels.add(Scale.text(value));
        }
      }
    }
    frame.xTicks(
        pixels, labels, "half-life, bars of " + result.params().interval() + " (bias-corrected)");
  }

  private static void mark(int x, Frame frame) {
    frame.g.setColor(Frame.SERIES.get(1));
    frame.g.setStroke(new BasicStroke(3));
    frame.g.drawLine(x, frame.top, x, frame.bottom);
    frame.g.setStroke(new BasicStroke(1));
  }
}
