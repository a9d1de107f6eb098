package dev.tidemark.analysis.picture;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import dev.tidemark.analysis.result.Trade;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Mean net return per trade against costs per side, the trades being the same: of all trades and of
 * the top windows, with the costs at which nothing is left. Without the tick floor, which the
 * decision includes.
 */
final class CostPicture {
  private static final double BPS = 1e4;

  private CostPicture() {}

  /**
   * A straight line: costs are proportional to what is traded.
   *
   * @param gross mean gross basis points per trade, from bar prices
   * @param traded mean notional traded per trade, about 2
   */
  private record Line(String name, double gross, double traded, Color color) {
    double net(double perSide) {
      return gross - perSide * traded;
    }

    double breakEven() {
      return gross / traded;
    }
  }

  static byte[] png(AnalysisResult result) {
    double asked = result.params().costs().bpsPerSide();
    Frame frame =
        new Frame(
            Captions.title("What costs leave", result),
            "out of sample, same trades at other costs; dots: break-even; dashed: "
                + Scale.text(asked)
                + " bp per side as asked (the tick floor can cost more)",
            118,
            60);
    List<Line> lines = lines(result);
    if (lines.isEmpty()) {
      frame.nothing("no out-of-sample trade");
      return frame.png();
    }
    double farthest = Math.max(2, 2 * asked);
    for (Line line : lines) {
      farthest = Math.max(farthest, 1.25 * line.breakEven());
    }
    double low = 0;
    double high = 0;
    for (Line line : lines) {
      low = Math.min(low, line.net(farthest));
      high = Math.max(high, line.gross());
    }
    Scale x = new Scale(0, farthest, frame.left, frame.right);
    Scale y = Scale.around(low, high, frame.bottom, frame.top);
    frame.yTicks(y, "mean net return per trade, bp");
    frame.xTicks(x, "costs per side, bp of notional");
    frame.g.setColor(Frame.MUTED);
    frame.g.drawLine(frame.left, y.pixel(0), frame.right, y.pixel(0));
    asked(x.pixel(asked), frame);
    for (Line line : lines) {
      draw(line, x, y, farthest, frame);
    }
    frame.border();
    frame.legend(
        lines.stream().map(CostPicture::legend).toList(),
        lines.stream().map(Line::color).toList(),
        true);
    return frame.png();
  }

  private static List<Line> lines(AnalysisResult result) {
    List<Line> lines = new ArrayList<>();
    add("all trades", result, trade -> true, lines);
    for (int id : result.topWindows()) {
      CellResult cell = result.cells().get(id);
      add(Captions.window(result, cell), result, trade -> trade.cell() == id, lines);
    }
    return lines;
  }

  private static void add(
      String name, AnalysisResult result, Predicate<Trade> of, List<Line> lines) {
    double gross = 0;
    double traded = 0;
    int trades = 0;
    for (Trade trade : result.trades()) {
      if (of.test(trade)) {
        gross += trade.grossRef();
        traded += 2 + trade.direction() * trade.grossRef();
        trades++;
      }
    }
    if (trades > 0) {
      Color color = Frame.SERIES.get(lines.size() % Frame.SERIES.size());
      lines.add(new Line(name, gross / trades * BPS, traded / trades, color));
    }
  }

  private static String legend(Line line) {
    return line.breakEven() > 0
        ? line.name() + ": break-even " + twoDecimals(line.breakEven()) + " bp"
        : line.name() + ": loses before costs";
  }

  private static void asked(int x, Frame frame) {
    frame.g.setColor(Frame.MUTED);
    frame.g.setStroke(
        new BasicStroke(
            1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 6}, 0));
    frame.g.drawLine(x, frame.top, x, frame.bottom);
    frame.g.setStroke(new BasicStroke(1));
  }

  private static void draw(Line line, Scale x, Scale y, double farthest, Frame frame) {
    frame.g.setColor(line.color());
    frame.g.setStroke(new BasicStroke(2.5f));
    frame.g.drawLine(
        x.pixel(0), y.pixel(line.net(0)), x.pixel(farthest), y.pixel(line.net(farthest)));
    frame.g.setStroke(new BasicStroke(1));
    if (line.breakEven() > 0) {
      frame.g.fillOval(x.pixel(line.breakEven()) - 6, y.pixel(0) - 6, 12, 12);
    }
  }

  private static String twoDecimals(double value) {
    return new java.math.BigDecimal(value)
        .setScale(2, java.math.RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
