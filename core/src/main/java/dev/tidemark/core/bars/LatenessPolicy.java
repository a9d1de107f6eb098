package dev.tidemark.core.bars;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;

/**
 * How long a stream waits for late records.
 *
 * @param allowedNanos the watermark stays this far behind the greatest event time
 * @param idleNanos without records, a bar closes this long after {@code end + allowedNanos}
 * @param graceNanos a record known later than this after the end of a bar does not change it
 */
public record LatenessPolicy(long allowedNanos, long idleNanos, long graceNanos) {

  private static final long SECOND = 1_000_000_000L;

  /** 10 seconds, 5 seconds, 48 hours. */
  public static final LatenessPolicy DEFAULT =
      new LatenessPolicy(10 * SECOND, 5 * SECOND, 48 * 3_600 * SECOND);

  public LatenessPolicy {
    if (allowedNanos < 0 || idleNanos < 0 || graceNanos < allowedNanos) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Lateness policy is not possible",
              "durations are not negative, and the grace is not below the allowed lateness",
              "Use 10 s, 5 s and 48 h unless the source demands otherwise")
          .withDetail("allowedNanos", allowedNanos)
          .withDetail("idleNanos", idleNanos)
          .withDetail("graceNanos", graceNanos);
    }
  }
}
