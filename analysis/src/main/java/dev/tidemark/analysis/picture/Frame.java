package dev.tidemark.analysis.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A sheet with title, subtitle and a plot area; texts, ticks and lines are put on it. */
final class Frame {
  static final int WIDTH = 1200;
  static final int HEIGHT = 680;
  static final Color INK = new Color(0x1f2933);
  static final Color MUTED = new Color(0x616e7c);
  static final Color GRID = new Color(0xe4e7eb);

  /** Okabe and Ito's colours, told apart by most colour-blind readers. */
  static final List<Color> SERIES =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xe69f00),
          new Color(0x56b4e9));

  final int left;
  final int top;
  final int right;
  final int bottom;
  final Graphics2D g;
  private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final Font text;
  private final Font small;

  Frame(String title, String subtitle, int left, int rightMargin) {
    this.left = left;
    this.top = 92;
    this.right = WIDTH - rightMargin;
    this.bottom = HEIGHT - 84;
    g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    text = Fonts.plain(g, 16);
    small = Fonts.plain(g, 14);
    g.setColor(INK);
    g.setFont(Fonts.plain(g, 22).deriveFont(Font.BOLD));
    g.drawString(title, 28, 38);
    g.setColor(MUTED);
    g.setFont(text);
    g.drawString(subtitle, 28, 66);
  }

  /** Ticks and label below the plot area. */
  void xTicks(List<Integer> pixels, List<String> labels, String label) {
    g.setFont(small);
    FontMetrics metrics = g.getFontMetrics();
    int free = Integer.MIN_VALUE;
    for (int i = 0; i < labels.size(); i++) {
      int width = metrics.stringWidth(labels.get(i));
      int x = Math.clamp(pixels.get(i) - width / 2, 0, WIDTH - width);
      g.setColor(MUTED);
      g.drawLine(pixels.get(i), bottom, pixels.get(i), bottom + 5);
      if (x > free) {
        g.drawString(labels.get(i), x, bottom + 23);
        free = x + width + 10;
      }
    }
    g.setColor(INK);
    g.setFont(text);
    g.drawString(label, (left + right - g.getFontMetrics().stringWidth(label)) / 2, bottom + 56);
  }

  void xTicks(Scale scale, String label) {
    List<Double> ticks = scale.ticks(10);
    xTicks(
        ticks.stream().map(scale::pixel).toList(), ticks.stream().map(Scale::text).toList(), label);
  }

  /** Ticks with lines across, and the label beside them, reading upwards. */
  void yTicks(Scale scale, String label) {
    g.setFont(small);
    FontMetrics metrics = g.getFontMetrics();
    for (double tick : scale.ticks(8)) {
      int y = scale.pixel(tick);
      g.setColor(GRID);
      g.drawLine(left, y, right, y);
      g.setColor(MUTED);
      String number = Scale.text(tick);
      g.drawString(number, left - 10 - metrics.stringWidth(number), y + 5);
    }
    yLabel(label);
  }

  void yLabel(String label) {
    g.setFont(text);
    AffineTransform upright = g.getTransform();
    g.setColor(INK);
    int middle = (top + bottom + g.getFontMetrics().stringWidth(label)) / 2;
    g.rotate(-Math.PI / 2, 32, middle);
    g.drawString(label, 32, middle);
    g.setTransform(upright);
  }

  void border() {
    g.setColor(MUTED);
    g.setStroke(new BasicStroke(1));
    g.drawRect(left, top, right - left, bottom - top);
  }

  /** A legend in the upper left or right corner of the plot area. */
  void legend(List<String> names, List<Color> colors, boolean atRight) {
    g.setFont(small);
    int widest = 0;
    for (String name : names) {
      widest = Math.max(widest, g.getFontMetrics().stringWidth(name));
    }
    int x = atRight ? right - widest - 62 : left + 14;
    g.setColor(new Color(255, 255, 255, 225));
    g.fillRect(x - 4, top + 6, widest + 56, names.size() * 22 + 8);
    for (int i = 0; i < names.size(); i++) {
      int y = top + 26 + i * 22;
      g.setColor(colors.get(i));
      g.fillRect(x + 4, y - 7, 26, 4);
      g.setColor(INK);
      g.drawString(names.get(i), x + 40, y);
    }
  }

  /** A text centred at x. */
  void centred(String label, int x, int y, Color color) {
    g.setColor(color);
    g.drawString(label, x - g.getFontMetrics().stringWidth(label) / 2, y);
  }

  void smallText() {
    g.setFont(small);
  }

  /** A sentence in the middle of an empty plot area. */
  void nothing(String why) {
    g.setFont(text);
    centred(why, (left + right) / 2, (top + bottom) / 2, MUTED);
    border();
  }

  byte[] png() {
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("every Java platform writes PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
