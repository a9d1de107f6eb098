package dev.tidemark.ingest.http;

import java.io.IOException;

/** A body that ends early or is not the document it should be; asking again may help. */
public final class IncompleteBodyException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public IncompleteBodyException(String message, Throwable cause) {
    super(message, cause);
  }
}
