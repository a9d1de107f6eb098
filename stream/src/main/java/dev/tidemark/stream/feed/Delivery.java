package dev.tidemark.stream.feed;

import java.util.List;
import java.util.Optional;

/**
 * What a listener gets at a time.
 *
 * @param events in the order of each partition; empty when nothing came
 * @param gaps what it asked for and is not kept any more, to be told before the events
 * @param reached where it is after the events; also past what it does not want
 * @param end why nothing follows; empty while something may
 */
public record Delivery(
    List<LiveEvent> events, List<Gap> gaps, Positions reached, Optional<End> end) {

  /** Offsets {@code [from, until)} of a partition are gone. */
  public record Gap(int partition, long from, long until) {}

  /** Why a feed ends. */
  public enum End {
    /** The listener reads more slowly than things happen. */
    SLOW_CLIENT,
    /** The log does not answer. */
    LOG_UNAVAILABLE,
    /** The server stops. */
    CLOSED
  }
}
