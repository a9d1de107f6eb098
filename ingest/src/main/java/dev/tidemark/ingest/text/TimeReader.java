package dev.tidemark.ingest.text;

/**
 * Reads times from bytes. The result is local time as if it were UTC plus, when the text names it,
 * the offset; {@link LocalClock} makes an instant of it. Allocates nothing. One thread.
 */
public final class TimeReader {

  /** The text names no offset. */
  public static final int NO_OFFSET = Integer.MIN_VALUE;

  private static final long NANOS = 1_000_000_000L;
  private static final int DAY_SECONDS = 86_400;
  private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 2L * DAY_SECONDS;

  private final DecimalReader number = new DecimalReader();
  private final TimeFormat format;
  private final long baseDay;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private long localSecond;
  private int nano;
  private int offset;

  /**
   * @param baseDay epoch day that {@link TimeFormat#MILLIS_OF_DAY} counts from, otherwise unused
   */
  public TimeReader(TimeFormat format, long baseDay) {
    this.format = format;
    this.baseDay = baseDay;
  }

  /** Local seconds since 1970-01-01T00:00 of the last time read. */
  public long localSecond() {
    return localSecond;
  }

  /** Nanosecond within the second. */
  public int nano() {
    return nano;
  }

  /** Offset from UTC in seconds, or {@link #NO_OFFSET}. */
  public int offset() {
    return offset;
  }

  /** False when the text is not a time of the format. Spaces around it are allowed. */
  public boolean read(byte[] text, int from, int to) {
    bytes = text;
    at = from;
    end = to;
    offset = NO_OFFSET;
    nano = 0;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    while (end > at && bytes[end - 1] == ' ') {
      end--;
    }
    if (at == end) {
      return false;
    }
    return switch (format) {
      case ISO -> iso();
      case COMPACT -> compact();
      case DAY_FIRST -> dayFirst();
      case AUTO -> auto();
      case EPOCH_SECONDS -> epoch(9);
      case EPOCH_MILLIS -> epoch(6);
      case EPOCH_MICROS -> epoch(3);
      case EPOCH_NANOS -> epoch(0);
      case MILLIS_OF_DAY -> millisOfDay();
    };
  }

  /** True when the text begins like {@code 2024-08-}. */
  public static boolean startsIso(byte[] text, int from, int to) {
    return to - from >= 10 && text[from + 4] == '-' && text[from + 7] == '-';
  }

  private boolean auto() {
    if (startsIso(bytes, at, end)) {
      return iso();
    }
    int digits = 0;
    while (at + digits < end && bytes[at + digits] >= '0' && bytes[at + digits] <= '9') {
      digits++;
    }
    if (digits == 8 && at + digits == end) {
      return compact();
    }
    return digits > 8 && epoch(digits <= 11 ? 9 : digits <= 14 ? 6 : digits <= 17 ? 3 : 0);
  }

  private boolean epoch(int scale) {
    if (number.read(bytes, at, end, scale, 19) != DecimalReader.Outcome.OK
        || number.high() != number.low() >> 63) {
      return false;
    }
    offset = 0;
    return setNanos(number.low());
  }

  private boolean millisOfDay() {
    if (number.read(bytes, at, end, 6, 18) != DecimalReader.Outcome.OK) {
      return false;
    }
    long ofDay = number.low();
    // A day with a clock change has up to 25 hours.
    if (ofDay < 0 || ofDay >= 25L * 3_600 * NANOS) {
      return false;
    }
    localSecond = baseDay * DAY_SECONDS + ofDay / NANOS;
    nano = (int) (ofDay % NANOS);
    return true;
  }

  private boolean setNanos(long nanos) {
    localSecond = Math.floorDiv(nanos, NANOS);
    nano = (int) Math.floorMod(nanos, NANOS);
    return true;
  }

  private boolean iso() {
    int year = digits(4);
    if (year < 0 || !take('-')) {
      return false;
    }
    int month = digits(2);
    if (month < 0 || !take('-')) {
      return false;
    }
    int day = digits(2);
    return date(year, month, day) && isoTime() && at == end;
  }

  private boolean isoTime() {
    if (at == end) {
      return true;
    }
    if (!take('T') && !take(' ')) {
      return false;
    }
    return clock() && zone();
  }

  private boolean compact() {
    int year = digits(4);
    int month = digits(2);
    int day = digits(2);
    if (!date(year, month, day)) {
      return false;
    }
    return at == end || (take(' ') && clock() && at == end);
  }

  private boolean dayFirst() {
    int day = digits(2);
    if (day < 0 || !take('.')) {
      return false;
    }
    int month = digits(2);
    if (month < 0 || !take('.')) {
      return false;
    }
    int year = digits(4);
    if (!date(year, month, day) || !take(' ') || !clock()) {
      return false;
    }
    if (at == end) {
      return true;
    }
    if (!take(' ') || !take('G') || !take('M') || !take('T')) {
      return false;
    }
    if (at == end) {
      offset = 0;
      return true;
    }
    return zone() && at == end;
  }

  private boolean date(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
      return false;
    }
    localSecond = epochDay(year, month, day) * DAY_SECONDS;
    return Math.abs(localSecond) < LAST_SECOND;
  }

  /** {@code HH:mm[:ss[.fraction]]}; digits beyond nanoseconds are dropped. */
  private boolean clock() {
    int hour = digits(2);
    if (hour < 0 || !take(':')) {
      return false;
    }
    int minute = digits(2);
    int second = 0;
    if (at < end && bytes[at] == ':') {
      at++;
      second = digits(2);
    }
    if (hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return false;
    }
    localSecond += hour * 3_600L + minute * 60L + second;
    if (at < end && (bytes[at] == '.' || bytes[at] == ',')) {
      at++;
      int scale = 100_000_000;
      int first = at;
      while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
        nano += (bytes[at] - '0') * scale;
        scale /= 10;
        at++;
      }
      return at > first;
    }
    return true;
  }

  private boolean zone() {
    if (at == end) {
      return true;
    }
    take(' ');
    if (take('Z')) {
      offset = 0;
      return at == end;
    }
    if (at + 3 == end && bytes[at] == 'U' && bytes[at + 1] == 'T' && bytes[at + 2] == 'C') {
      at = end;
      offset = 0;
      return true;
    }
    boolean negative = at < end && bytes[at] == '-';
    if (!negative && !(at < end && bytes[at] == '+')) {
      return false;
    }
    at++;
    int hours = digits(2);
    int minutes = 0;
    if (at < end) {
      take(':');
      minutes = digits(2);
    }
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return false;
    }
    offset = (hours * 3_600 + minutes * 60) * (negative ? -1 : 1);
    return at == end;
  }

  private boolean take(char wanted) {
    if (at < end && bytes[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private int digits(int count) {
    if (end - at < count) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = bytes[at + i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    at += count;
    return value;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days from 1970-01-01 in the proleptic Gregorian calendar, counting years from March. */
  static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
