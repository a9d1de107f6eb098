package dev.tidemark.core.micro;

/**
 * Time-weighted spread of one minute.
 *
 * @param startNanos start of the minute, nanoseconds UTC
 * @param quoted exact time-weighted mean of {@code ask - bid}, rounded once
 * @param relativeBps time-weighted mean of {@code (ask - bid) / mid}, in basis points
 * @param coverage part of the minute with a valid quote, above 0 and at most 1
 */
public record MinuteSpread(long startNanos, double quoted, double relativeBps, double coverage) {}
