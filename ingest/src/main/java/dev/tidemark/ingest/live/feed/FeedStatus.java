package dev.tidemark.ingest.live.feed;

/**
 * How a feed is doing; counts since it was started.
 *
 * @param connected the connection is open
 * @param subscribed the venue confirmed what was asked for
 * @param messages that came
 * @param trades told to the sink, filled ones included
 * @param quotes told to the sink
 * @param repeated records that had come before and were left out
 * @param rejected messages that could not be read
 * @param gaps times that trades were missing
 * @param filled missing trades that the venue told when asked
 * @param lost missing trades that it did not tell
 * @param connections opened, the first included
 * @param pauses times that reading stopped because the sink had no room
 * @param lastMessageNanos when the last message came, nanoseconds UTC; 0 before the first
 * @param lastFailure why the last connection ended; empty when none did
 */
public record FeedStatus(
    boolean connected,
    boolean subscribed,
    long messages,
    long trades,
    long quotes,
    long repeated,
    long rejected,
    long gaps,
    long filled,
    long lost,
    long connections,
    long pauses,
    long lastMessageNanos,
    String lastFailure) {}
