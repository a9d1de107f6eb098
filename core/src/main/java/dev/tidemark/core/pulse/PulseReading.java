package dev.tidemark.core.pulse;

import java.util.OptionalInt;

/**
 * The pulse at one decision time.
 *
 * @param pulse mean score in [-1, 1]; NaN when the label is UNKNOWN
 * @param aligned timeframes that clearly point where the pulse points; empty when UNKNOWN
 * @param available timeframes with a score
 */
public record PulseReading(double pulse, OptionalInt aligned, PulseLabel label, int available) {}
