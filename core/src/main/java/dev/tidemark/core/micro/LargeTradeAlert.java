package dev.tidemark.core.micro;

/**
 * Three large trades of one instrument close together, oldest first.
 *
 * @param tsNanos event time of the third trade
 */
public record LargeTradeAlert(long tsNanos, String firstId, String secondId, String thirdId) {}
