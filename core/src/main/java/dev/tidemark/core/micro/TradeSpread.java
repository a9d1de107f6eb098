package dev.tidemark.core.micro;

/**
 * A trade measured against the quote that prevailed when it happened.
 *
 * @param quoted {@code ask - bid}
 * @param relativeBps {@code (ask - bid) / mid * 1e4}
 * @param effective {@code 2 * |price - mid|}
 * @param effectiveBps {@code 2 * |price - mid| / mid * 1e4}
 * @param sign +1 if the aggressor seems to have bought, -1 sold, 0 unknown
 */
public record TradeSpread(
    double quoted, double relativeBps, double effective, double effectiveBps, int sign) {}
