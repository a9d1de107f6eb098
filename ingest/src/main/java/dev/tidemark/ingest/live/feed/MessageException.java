package dev.tidemark.ingest.live.feed;

/** Why a message is rejected. */
final class MessageException extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;

  /** {@code reason} in capitals, as dead letters have it. */
  MessageException(String reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
