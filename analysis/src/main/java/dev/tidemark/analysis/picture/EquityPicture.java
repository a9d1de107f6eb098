package dev.tidemark.analysis.picture;

import dev.tidemark.analysis.report.BarTimes;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.Fold;
import dev.tidemark.analysis.result.Trade;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** Net and gross returns of all out-of-sample trades, added up by session of entry. */
final class EquityPicture {
  private static final double PERCENT = 100;

  private EquityPicture() {}

  static byte[] png(AnalysisResult result) {
    int[] sessions = result.oosSessions();
    Frame frame =
        new Frame(
            Captions.title("Cumulative return, all windows", result),
            "out of sample, "
                + result.pooled().trades()
                + " trades in "
                + sessions.length
                + " sessions, one unit of notional per trade, not compounded",
            118,
            60);
    if (sessions.length == 0) {
      frame.nothing("no out-of-sample session");
      return frame.png();
    }
    double[] net = cumulative(result, true);
    double[] gross = cumulative(result, false);
    double low = 0;
    double high = 0;
    for (int i = 0; i < net.length; i++) {
      low = Math.min(low, Math.min(net[i], gross[i]));
      high = Math.max(high, Math.max(net[i], gross[i]));
    }
    Scale y = Scale.around(low, high == low ? low + 1 : high, frame.bottom, frame.top);
    Scale x = new Scale(0, Math.max(1, net.length - 1), frame.left, frame.right);
    frame.yTicks(y, "cumulative return, % of notional");
    folds(result, x, frame);
    dates(result, x, frame);
    frame.g.setColor(Frame.MUTED);
    frame.g.drawLine(frame.left, y.pixel(0), frame.right, y.pixel(0));
    line(gross, x, y, Frame.SERIES.get(5), 1.5f, frame);
    line(net, x, y, Frame.SERIES.get(0), 2.5f, frame);
    frame.border();
    frame.legend(
        List.of("net of costs", "before costs"),
        List.of(Frame.SERIES.get(0), Frame.SERIES.get(5)),
        net[net.length - 1] < 0);
    return frame.png();
  }

  private static double[] cumulative(AnalysisResult result, boolean net) {
    BarTimes times = new BarTimes(result.bars());
    double[] bySession = new double[result.bars().sessions().size()];
    for (Trade trade : result.trades()) {
      bySession[times.session(trade.entryBar())] += net ? trade.net() : trade.gross();
    }
    int[] sessions = result.oosSessions();
    double[] cumulative = new double[sessions.length];
    double sum = 0;
    for (int i = 0; i < sessions.length; i++) {
      sum += bySession[sessions[i]];
      cumulative[i] = sum * PERCENT;
    }
    return cumulative;
  }

  private static void folds(AnalysisResult result, Scale x, Frame frame) {
    frame.g.setColor(Frame.GRID);
    int[] sessions = result.oosSessions();
    for (Fold fold : result.folds()) {
      for (int i = 1; i < sessions.length; i++) {
        if (sessions[i] == fold.testFrom()) {
          frame.g.drawLine(x.pixel(i), frame.top, x.pixel(i), frame.bottom);
        }
      }
    }
  }

  private static void dates(AnalysisResult result, Scale x, Frame frame) {
    int[] sessions = result.oosSessions();
    int ticks = Math.min(8, sessions.length);
    List<Integer> pixels = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < ticks; i++) {
      int at = ticks == 1 ? 0 : (int) ((long) i * (sessions.length - 1) / (ticks - 1));
      pixels.add(x.pixel(at));
      labels.add(result.bars().sessions().get(sessions[at]).date().toString());
    }
    frame.xTicks(pixels, labels, "session (vertical lines: folds)");
  }

  private static void line(
      double[] values, Scale x, Scale y, Color color, float width, Frame frame) {
    frame.g.setColor(color);
    frame.g.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    int[] xs = new int[values.length];
    int[] ys = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      xs[i] = x.pixel(i);
      ys[i] = y.pixel(values[i]);
    }
    frame.g.drawPolyline(xs, ys, values.length);
    frame.g.setStroke(new BasicStroke(1));
  }
}
