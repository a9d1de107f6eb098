package dev.tidemark.analysis.picture;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.awt.Font;
import java.awt.Graphics2D;

/** The sans-serif font of the machine. Java brings none, and finds none on a bare container. */
final class Fonts {
  private Fonts() {}

  /** A font that can be measured and drawn. */
  static Font plain(Graphics2D graphics, float size) {
    try {
      Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12).deriveFont(size);
      if (graphics.getFontMetrics(font).stringWidth("0") > 0) {
        return font;
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // What Java throws without fonts differs between releases.
      throw absent(e);
    }
    throw absent(new IllegalStateException("the font has no glyphs"));
  }

  private static TidemarkException absent(Throwable cause) {
    return TidemarkException.of(
        ErrorCode.PRECONDITION_FAILED,
        "Pictures cannot be drawn",
        "Java finds no font on this machine",
        "Install fontconfig and a font such as DejaVu Sans; tables and the result need none",
        cause);
  }
}
