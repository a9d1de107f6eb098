package dev.tidemark.stream.feed;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** One reader for each topic somebody listens to. */
public final class SharedTopics implements LiveTopics {
  private final Map<Feed, FanOut> feeds = new EnumMap<>(Feed.class);
  private final Semaphore readers;
  private final FeedOptions options;
  private final LongSupplier ticker;

  /**
   * @param logs the log of each feed
   * @param decoders what its values are
   * @param ticker monotonic nanoseconds
   */
  public SharedTopics(
      Function<Feed, FeedLog> logs,
      Function<Feed, FeedDocument.Decoder> decoders,
      FeedOptions options,
      LongSupplier ticker) {
    this.options = options;
    this.ticker = ticker;
    this.readers = new Semaphore(options.readers());
    for (Feed feed : Feed.values()) {
      feeds.put(feed, new FanOut(feed, logs.apply(feed), decoders.apply(feed), options, ticker));
    }
  }

  @Override
  public Subscription subscribe(Feed feed, Interest interest, Start start) {
    FanOut shared = feeds.get(feed);
    if (shared == null) {
      throw new IllegalArgumentException(feed.name());
    }
    shared.enter();
    boolean listening = false;
    try {
      Listener listener = new Listener(shared, interest, start, readers, options, ticker);
      listening = true;
      return listener;
    } finally {
      if (!listening) {
        shared.leave();
      }
    }
  }

  @Override
  public void close() {
    feeds.values().forEach(FanOut::close);
  }
}
