package dev.tidemark.server.live;

import dev.tidemark.stream.feed.Delivery;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why a stream is over. */
enum StreamEnd {
  SLOW_CLIENT(
      "Events came faster than they were read.",
      "Read faster or ask for fewer symbols; come back with Last-Event-ID to miss nothing."),
  LOG_UNAVAILABLE("The log does not answer.", "Come back with Last-Event-ID in a few seconds."),
  SERVER_STOPS("The server stops.", "Come back with Last-Event-ID when it runs again."),
  KEY_NOT_VALID("The key is not valid any more.", "Come back with another key."),
  CLIENT_GONE("The client closed the connection.", "");

  private final String detail;
  private final String hint;

  StreamEnd(String detail, String hint) {
    this.detail = detail;
    this.hint = hint;
  }

  static StreamEnd of(Delivery.End end) {
    return switch (end) {
      case SLOW_CLIENT -> SLOW_CLIENT;
      case LOG_UNAVAILABLE -> LOG_UNAVAILABLE;
      case CLOSED -> SERVER_STOPS;
    };
  }

  Map<String, String> document() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("reason", name());
    members.put("detail", detail);
    members.put("hint", hint);
    return members;
  }
}
