package dev.tidemark.ingest.http;

import java.io.IOException;

/** A body beyond the limit; asking again does not help. */
final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(long limit) {
    super("the body is larger than " + limit + " bytes");
  }
}
