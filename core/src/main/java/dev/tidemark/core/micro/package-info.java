/**
 * Market microstructure over ticks and minute bars: spreads, traded balance, large trades. Prices
 * and sizes are unscaled longs of scale 8, sums are exact; a double appears only where the
 * definition has one.
 */
@NullMarked
package dev.tidemark.core.micro;

import org.jspecify.annotations.NullMarked;
