package dev.tidemark.app.render;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One value as text: exact, the same on every machine and in every locale. */
public final class Cell {
  private Cell() {}

  /**
   * Null is the empty text; decimals are plain and without padding zeros; doubles have as many
   * digits as it takes to read the same bits back; times are ISO 8601, UTC.
   */
  public static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal decimal ->
          decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
      case Instant instant -> instant.toString();
      default -> value.toString();
    };
  }
}
