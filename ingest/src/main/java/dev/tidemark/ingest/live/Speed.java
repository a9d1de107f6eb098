package dev.tidemark.ingest.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How fast recorded time passes.
 *
 * @param factor recorded seconds per second; infinite for as fast as it goes
 */
public record Speed(double factor) {
  /** As fast as it goes. */
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  private static final Pattern TIMES = Pattern.compile("\\d{1,6}(\\.\\d{1,3})?x?");

  /** {@code 1x}, {@code 0.5x}, {@code 10x} or {@code max}. */
  public static Speed parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.equals("max")) {
      return MAX;
    }
    double factor = TIMES.matcher(plain).matches() ? Double.parseDouble(plain.replace("x", "")) : 0;
    if (factor <= 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "This is no speed",
              "it is neither 'max' nor a number above 0 followed by x",
              "write 1x, 10x, 0.5x or max")
          .withDetail("speed", text);
    }
    return new Speed(factor);
  }

  boolean isMax() {
    return Double.isInfinite(factor);
  }

  /** Nanoseconds that so much recorded time takes. */
  long real(long recordedNanos) {
    return isMax() ? 0 : (long) (recordedNanos / factor);
  }

  /** Recorded time that passes in so many nanoseconds; not for {@link #MAX}. */
  long recorded(long realNanos) {
    return (long) (realNanos * factor);
  }
}
