package dev.tidemark.app.doctor;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Whether pictures can be labelled: a slim machine has Java without a single font. */
final class FontCheck {
  private static final int ASKED_POINTS = 12;

  private FontCheck() {}

  static Finding fonts() {
    System.setProperty("java.awt.headless", "true");
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, ASKED_POINTS);
      int width = graphics.getFontMetrics(font).stringWidth("11:30");
      graphics.dispose();
      return width > 0
          ? Finding.ok("fonts", font.getFontName() + " labels the pictures of results")
          : missing("no font has a width");
    } catch (RuntimeException | LinkageError e) {
      return missing(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static Finding missing(String why) {
    return Finding.warning(
        "fonts",
        "Java finds no font (" + why + "), so results have no pictures",
        "install fontconfig and a font, e.g. apt-get install fontconfig fonts-dejavu-core");
  }
}
