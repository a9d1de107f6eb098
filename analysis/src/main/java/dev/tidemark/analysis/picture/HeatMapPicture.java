package dev.tidemark.analysis.picture;

import dev.tidemark.analysis.params.AnalysisParams;
import dev.tidemark.analysis.params.Windows;
import dev.tidemark.analysis.report.SessionClock;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * Days × bins, coloured by mean net basis points per trade. Cells with too little data are blank,
 * passing cells outlined (spec §4.9).
 */
final class HeatMapPicture {
  private static final Color LOSS = new Color(0xb35806);
  private static final Color GAIN = new Color(0x2166ac);
  private static final int BAR = 22;

  private final AnalysisResult result;
  private final Frame frame;
  private final int rows;
  private final int columns;
  private final double limit;

  private HeatMapPicture(AnalysisResult result) {
    this.result = result;
    AnalysisParams params = result.params();
    columns = result.binsPerDay();
    rows = result.cells().size() / columns;
    limit = limit(result);
    frame =
        new Frame(
            Captions.title("Mean net return per trade", result),
            Captions.horizon(result)
                + ", out of sample; outlined: passes FDR at q = "
                + Scale.text(params.falseDiscovery().level())
                + "; blank: fewer than "
                + params.minTrades()
                + " trades or "
                + params.minSessions()
                + " sessions",
            118,
            150);
  }

  static byte[] png(AnalysisResult result) {
    HeatMapPicture picture = new HeatMapPicture(result);
    picture.cells();
    picture.axes();
    picture.colorBar();
    return picture.frame.png();
  }

  private static double limit(AnalysisResult result) {
    double largest = 0;
    for (CellResult cell : result.cells()) {
      if (cell.status() != CellResult.Status.INSUFFICIENT) {
        largest = Math.max(largest, Math.abs(cell.statistics().meanNetBps()));
      }
    }
    return largest > 0 ? largest : 1;
  }

  private void cells() {
    for (CellResult cell : result.cells()) {
      if (cell.status() != CellResult.Status.INSUFFICIENT) {
        frame.g.setColor(color(cell.statistics().meanNetBps() / limit));
        frame.g.fillRect(x(cell), y(cell), width(cell), height(cell));
      }
    }
    for (CellResult cell : result.cells()) {
      frame.g.setColor(Frame.GRID);
      frame.g.drawRect(x(cell), y(cell), width(cell), height(cell));
      texts(cell);
    }
    frame.border();
    frame.g.setStroke(new BasicStroke(4));
    frame.g.setColor(Color.BLACK);
    for (CellResult cell : result.cells()) {
      if (cell.status() == CellResult.Status.PASS) {
        frame.g.drawRect(x(cell) + 2, y(cell) + 2, width(cell) - 4, height(cell) - 4);
      }
    }
    frame.g.setStroke(new BasicStroke(1));
  }

  private void texts(CellResult cell) {
    frame.smallText();
    FontMetrics metrics = frame.g.getFontMetrics();
    String count = "n=" + cell.trades();
    int centre = x(cell) + width(cell) / 2;
    int middle = y(cell) + height(cell) / 2;
    boolean blank = cell.status() == CellResult.Status.INSUFFICIENT;
    if (metrics.stringWidth(count) > width(cell) - 8) {
      return; // the colour has to do
    }
    if (blank) {
      frame.centred(count, centre, middle + 5, Frame.MUTED);
      return;
    }
    double value = cell.statistics().meanNetBps();
    Color ink = Math.abs(value) > limit * 0.55 ? Color.WHITE : Frame.INK;
    frame.centred(oneDecimal(value), centre, middle - 4, ink);
    frame.centred(count, centre, middle + 15, ink);
  }

  private void axes() {
    SessionClock clock = SessionClock.of(result.params().calendar(), result.params().windows());
    List<Integer> pixels = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int bin = 0; bin < columns; bin++) {
      pixels.add(edge(bin, columns, frame.left, frame.right));
      labels.add(clock.start(bin));
    }
    frame.xTicks(
        pixels,
        labels,
        "start of the entry window, " + SessionClock.zone(result.params().calendar()).getId());
    frame.smallText();
    boolean each = result.params().windows().mode() == Windows.Mode.EACH_DAY;
    for (int row = 0; row < rows; row++) {
      String day = each ? result.params().windows().days().get(row).name().substring(0, 3) : "all";
      int y =
          (edge(row, rows, frame.top, frame.bottom) + edge(row + 1, rows, frame.top, frame.bottom))
              / 2;
      frame.g.setColor(Frame.INK);
      frame.g.drawString(day, frame.left - 12 - frame.g.getFontMetrics().stringWidth(day), y + 5);
    }
    frame.yLabel("day of the session");
  }

  private void colorBar() {
    int x = frame.right + 40;
    for (int y = frame.top; y <= frame.bottom; y++) {
      frame.g.setColor(color(1 - 2.0 * (y - frame.top) / (frame.bottom - frame.top)));
      frame.g.drawLine(x, y, x + BAR, y);
    }
    frame.g.setColor(Frame.MUTED);
    frame.g.drawRect(x, frame.top, BAR, frame.bottom - frame.top);
    frame.smallText();
    Scale scale = new Scale(-limit, limit, frame.bottom, frame.top);
    for (double tick : scale.ticks(8)) {
      int y = scale.pixel(tick);
      frame.g.setColor(Frame.MUTED);
      frame.g.drawLine(x + BAR, y, x + BAR + 5, y);
      frame.g.drawString(Scale.text(tick), x + BAR + 9, y + 5);
    }
    frame.centred("bp/trade", x + BAR / 2 + 8, frame.bottom + 23, Frame.INK);
  }

  /**
   * @param share -1 for the greatest loss to 1 for the greatest gain
   */
  private static Color color(double share) {
    Color end = share < 0 ? LOSS : GAIN;
    double mix = Math.min(1, Math.abs(share));
    return new Color(
        mixed(end.getRed(), mix), mixed(end.getGreen(), mix), mixed(end.getBlue(), mix));
  }

  private static int mixed(int end, double share) {
    return (int) Math.rint(247 + (end - 247) * share);
  }

  private static String oneDecimal(double value) {
    String text =
        new java.math.BigDecimal(value)
            .setScale(1, java.math.RoundingMode.HALF_EVEN)
            .toPlainString();
    return value > 0 ? "+" + text : text;
  }

  private int x(CellResult cell) {
    return edge(cell.bin(), columns, frame.left, frame.right);
  }

  private int y(CellResult cell) {
    return edge(cell.cell() / columns, rows, frame.top, frame.bottom);
  }

  private int width(CellResult cell) {
    return edge(cell.bin() + 1, columns, frame.left, frame.right) - x(cell);
  }

  private int height(CellResult cell) {
    return edge(cell.cell() / columns + 1, rows, frame.top, frame.bottom) - y(cell);
  }

  private static int edge(int i, int n, int from, int to) {
    return from + (to - from) * i / n;
  }
}
