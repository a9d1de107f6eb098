package dev.tidemark.server.problem;

import java.io.IOException;

/** A body is longer than any request may be. */
public final class BodyTooLargeException extends IOException {
  /** Bytes. */
  public static final int LIMIT = 64 * 1024;

  public BodyTooLargeException() {
    super("body longer than " + LIMIT + " bytes");
  }

  public Problem problem() {
    return Problem.of(
            413,
            ProblemCode.INVALID_ARGUMENT,
            "BODY_TOO_LARGE",
            "The body is too large",
            "A request has at most "
                + LIMIT / 1024
                + " KiB. Split it, or send the members of a batch in several.")
        .withHeader("Connection", "close");
  }
}
