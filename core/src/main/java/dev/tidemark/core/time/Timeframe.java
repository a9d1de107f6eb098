package dev.tidemark.core.time;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.List;
import java.util.Optional;

/** Length of a bar. {@link #D1} means a whole session, whatever its length. */
public enum Timeframe {
  S1("1s", 1),
  S5("5s", 5),
  M1("1m", 60),
  M5("5m", 300),
  M15("15m", 900),
  H1("1h", 3_600),
  H4("4h", 14_400),
  D1("1d", 86_400);

  /** The timeframes that have tables; the shorter ones exist in streams only. */
  public static final List<Timeframe> STORED = List.of(M1, M5, M15, H1, H4, D1);

  private final String code;
  private final int seconds;

  Timeframe(String code, int seconds) {
    this.code = code;
    this.seconds = seconds;
  }

  /** The name users write, e.g. {@code 15m}. */
  public String code() {
    return code;
  }

  /** Nominal length; 86,400 for {@link #D1}. */
  public int seconds() {
    return seconds;
  }

  /** Nominal length in nanoseconds. */
  public long nanos() {
    return seconds * 1_000_000_000L;
  }

  /** The timeframe with this code, if there is one. */
  public static Optional<Timeframe> find(String code) {
    for (Timeframe timeframe : values()) {
      if (timeframe.code.equals(code)) {
        return Optional.of(timeframe);
      }
    }
    return Optional.empty();
  }

  /** The timeframe with this code; an unknown code is an {@code INVALID_ARGUMENT}. */
  public static Timeframe parse(String code) {
    return find(code)
        .orElseThrow(
            () ->
                TidemarkException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "Unknown timeframe",
                        "bars have one of the lengths 1s, 5s, 1m, 5m, 15m, 1h, 4h, 1d",
                        "Use one of these codes")
                    .withDetail("timeframe", code));
  }

  @Override
  public String toString() {
    return code;
  }
}
