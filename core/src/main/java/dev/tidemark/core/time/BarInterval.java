package dev.tidemark.core.time;

/**
 * The half-open interval {@code [startNanos, endNanos)} of a bar.
 *
 * @param startNanos left label, nanoseconds UTC
 * @param endNanos close of the bar ({@code t_close}), nanoseconds UTC
 * @param partial whether the session's end makes the bar shorter than its timeframe; a daily bar is
 *     a whole session and never partial
 */
public record BarInterval(long startNanos, long endNanos, boolean partial) {}
