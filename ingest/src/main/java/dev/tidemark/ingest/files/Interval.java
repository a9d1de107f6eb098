package dev.tidemark.ingest.files;

import dev.tidemark.core.time.Timeframe;
import java.util.Locale;
import java.util.Optional;

/**
 * The length of a bar as files spell it: {@code 1min, 5m, M15, H1, 1h, daily, 1wk, MN1}.
 *
 * @param seconds nominal length; a month counts 30 days
 */
public record Interval(long seconds) {

  private static final long MINUTE = 60;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  /** Empty when the text is no interval. */
  public static Optional<Interval> parse(String text) {
    String code = text.toLowerCase(Locale.ROOT);
    switch (code) {
      case "second":
        return Optional.of(new Interval(1));
      case "minute":
        return Optional.of(new Interval(MINUTE));
      case "hour", "hourly":
        return Optional.of(new Interval(HOUR));
      case "day", "daily":
        return Optional.of(new Interval(DAY));
      case "week", "weekly":
        return Optional.of(new Interval(7 * DAY));
      case "month", "monthly":
        return Optional.of(new Interval(30 * DAY));
      default:
        break;
    }
    int firstDigit = 0;
    while (firstDigit < code.length() && !Character.isDigit(code.charAt(firstDigit))) {
      firstDigit++;
    }
    int afterDigits = firstDigit;
    while (afterDigits < code.length() && Character.isDigit(code.charAt(afterDigits))) {
      afterDigits++;
    }
    if (firstDigit == afterDigits || afterDigits - firstDigit > 4) {
      return Optional.empty();
    }
    long count = Long.parseLong(code.substring(firstDigit, afterDigits));
    String unit = code.substring(0, firstDigit) + code.substring(afterDigits);
    boolean oneSided = firstDigit == 0 || afterDigits == code.length();
    long seconds = oneSided ? secondsOf(unit) : 0;
    return seconds == 0 || count == 0
        ? Optional.empty()
        : Optional.of(new Interval(count * seconds));
  }

  private static long secondsOf(String unit) {
    return switch (unit) {
      case "s", "sec", "second" -> 1;
      case "m", "min", "minute" -> MINUTE;
      case "h", "hour" -> HOUR;
      case "d", "day" -> DAY;
      case "w", "wk", "week" -> 7 * DAY;
      case "mn", "mo", "month" -> 30 * DAY;
      default -> 0;
    };
  }

  /** The timeframe of this length when it has a table. */
  public Optional<Timeframe> stored() {
    return Timeframe.STORED.stream().filter(t -> t.seconds() == seconds).findFirst();
  }

  /** The longest stored timeframe that divides this interval, to build it from. */
  public Optional<Timeframe> buildFrom() {
    return Timeframe.STORED.reversed().stream()
        .filter(t -> t.seconds() < seconds && seconds % t.seconds() == 0)
        .findFirst();
  }

  @Override
  public String toString() {
    if (seconds % (7 * DAY) == 0) {
      return seconds / (7 * DAY) + "wk";
    }
    if (seconds % DAY == 0) {
      return seconds / DAY + "d";
    }
    if (seconds % HOUR == 0) {
      return seconds / HOUR + "h";
    }
    return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
  }
}
