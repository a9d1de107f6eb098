package dev.tidemark.ingest.live.feed;

import java.util.concurrent.atomic.AtomicLong;

/** Counts of a feed, written by its thread and read by any. */
final class FeedCounts {
  final AtomicLong messages = new AtomicLong();
  final AtomicLong trades = new AtomicLong();
  final AtomicLong quotes = new AtomicLong();
  final AtomicLong repeated = new AtomicLong();
  final AtomicLong rejected = new AtomicLong();
  final AtomicLong gaps = new AtomicLong();
  final AtomicLong filled = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  final AtomicLong connections = new AtomicLong();
  final AtomicLong pauses = new AtomicLong();
  final AtomicLong lastMessage = new AtomicLong();
  volatile boolean connected;
  volatile boolean subscribed;
  volatile String lastFailure = "";

  FeedStatus status() {
    return new FeedStatus(
        connected,
        subscribed,
        messages.get(),
        trades.get(),
        quotes.get(),
        repeated.get(),
        rejected.get(),
        gaps.get(),
        filled.get(),
        lost.get(),
        connections.get(),
        pauses.get(),
        lastMessage.get(),
        lastFailure);
  }
}
