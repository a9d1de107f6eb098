package dev.tidemark.core.model;

import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The trades of one half-open interval {@code [startNanos, endNanos)}. All sums are exact.
 *
 * @param startNanos left label, nanoseconds UTC; a name only: the bar is known at {@code endNanos}
 * @param endNanos close of the interval, which is the bar's event time as a feature
 * @param partial whether the session's end cut the interval short
 * @param open first price, scale 8
 * @param high greatest price, scale 8
 * @param low smallest price, scale 8
 * @param close last price, scale 8
 * @param volume sum of sizes, scale 8
 * @param notional sum of price × size, scale 16
 * @param buyVolume volume whose aggressor bought, scale 8
 * @param sellVolume volume whose aggressor sold, scale 8
 * @param tradeCount number of trades in {@code volume}
 */
public record Bar(
    long startNanos,
    long endNanos,
    boolean partial,
    long open,
    long high,
    long low,
    long close,
    Int128 volume,
    Int128 notional,
    Int128 buyVolume,
    Int128 sellVolume,
    long tradeCount) {

  /** Notional / volume, rounded half even to 12 digits after the point; none without volume. */
  public Optional<BigDecimal> vwap() {
    if (volume.isZero()) {
      return Optional.empty();
    }
    return Optional.of(
        notional
            .toBigDecimal(Decimals.NOTIONAL_SCALE)
            .divide(
                volume.toBigDecimal(Decimals.PRICE_SCALE),
                Decimals.VWAP_SCALE,
                RoundingMode.HALF_EVEN));
  }
}
