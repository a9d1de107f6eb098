package dev.tidemark.app.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of settings and of options to values; IllegalArgumentException says what was expected. */
public final class Values {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([kmgt]i?b?|b)?");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  private Values() {}

  static boolean parseSwitch(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  static int parseCount(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, once for both.
    }
    throw new IllegalArgumentException("expected a whole number, 0 or more");
  }

  /** Bytes of {@code 512MiB}; all units are powers of 1024, whether written MB or MiB. */
  public static long parseSize(String text) {
    Matcher parts = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected a size such as 512MiB or 2GiB");
    }
    String unit = parts.group(2) == null ? "b" : parts.group(2);
    int shift =
        switch (unit.charAt(0)) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          case 't' -> 40;
          default -> 0;
        };
    try {
      return Math.multiplyExact(Long.parseLong(parts.group(1)), 1L << shift);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the size is too large", e);
    }
  }

  /** {@code 90d}, {@code 12h}, {@code 5m}, {@code 30s}, {@code 250ms}, or ISO 8601. */
  public static Duration parseDuration(String text) {
    Matcher parts = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (parts.matches()) {
      long amount = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      Duration duration = Duration.parse(text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Said below, once for both.
    }
    throw new IllegalArgumentException("expected a duration such as 90d, 12h, 30s or PT10S");
  }
}
