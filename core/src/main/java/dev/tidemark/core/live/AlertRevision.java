package dev.tidemark.core.live;

import dev.tidemark.core.micro.LargeTradeAlert;

/**
 * Three large trades within five minutes.
 *
 * @param id the same for the provisional and the final alert of the same three trades
 * @param status what is known of it
 * @param alert the trades
 * @param knownNanos when this was known
 */
public record AlertRevision(String id, Status status, LargeTradeAlert alert, long knownNanos) {
  /** How sure an alert is. */
  public enum Status {
    /** Seen in the order in which trades came. */
    PROVISIONAL,
    /** Seen in the order in which they happened, after the watermark; never taken back. */
    FINAL,
    /** Was provisional; what happened is something else. */
    WITHDRAWN
  }
}
