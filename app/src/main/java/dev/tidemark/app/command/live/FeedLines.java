package dev.tidemark.app.command.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.ingest.live.feed.FeedStatus;
import java.time.Instant;
import java.util.Locale;

/** How a feed is doing, for people and programs. */
final class FeedLines {
  private FeedLines() {}

  static String line(String venue, FeedStatus status) {
    String state =
        status.subscribed() ? "subscribed" : status.connected() ? "connected" : "not connected";
    return String.format(
        Locale.ROOT,
        "%s %s: %,d trades, %,d quotes; %d gaps, %,d filled, %,d lost; %,d rejected; %d connections%s",
        venue,
        state,
        status.trades(),
        status.quotes(),
        status.gaps(),
        status.filled(),
        status.lost(),
        status.rejected(),
        status.connections(),
        status.lastFailure().isEmpty() ? "" : "; last cut: " + status.lastFailure());
  }

  static ObjectNode document(FeedStatus status) {
    ObjectNode document =
        Json.object()
            .put("connected", status.connected())
            .put("subscribed", status.subscribed())
            .put("messages", status.messages())
            .put("trades", status.trades())
            .put("quotes", status.quotes())
            .put("repeated", status.repeated())
            .put("rejected", status.rejected())
            .put("gaps", status.gaps())
            .put("filled", status.filled())
            .put("lost", status.lost())
            .put("connections", status.connections())
            .put("pauses", status.pauses())
            .put("last_failure", status.lastFailure());
    if (status.lastMessageNanos() > 0) {
      document.put("last_message", Instant.ofEpochSecond(0, status.lastMessageNanos()).toString());
    }
    return document;
  }
}
