package dev.tidemark.stream.feed;

import java.util.Optional;
import java.util.Set;

/**
 * What a listener wants to hear of.
 *
 * @param symbols {@code SYMBOL} or {@code SYMBOL@source}; {@link #ALL} stands for every one
 * @param timeframe of bars, such as {@code 1m}; every one if empty
 */
public record Interest(Set<String> symbols, Optional<String> timeframe) {
  public static final String ALL = "*";

  public Interest {
    symbols = Set.copyOf(symbols);
  }

  /** Whether it is about the series; the event is not decoded for that. */
  boolean includes(LiveEvent event) {
    return symbols.contains(ALL)
        || symbols.contains(event.instrument())
        || symbols.contains(event.instrument() + '@' + event.source());
  }

  /** Whether a decoded event of the series is wanted. */
  boolean wants(FeedDocument document) {
    return timeframe.isEmpty() || timeframe.get().equals(document.timeframe());
  }
}
