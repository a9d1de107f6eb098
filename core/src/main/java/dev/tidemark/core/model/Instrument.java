package dev.tidemark.core.model;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.time.CalendarId;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A traded thing and the facts that its bars depend on.
 *
 * @param symbol our name of it, unique
 * @param assetClass what it is
 * @param calendar when it trades
 * @param tickSize smallest price step, if known
 * @param includeClosingAuction whether prints within five minutes after the close belong to the
 *     last bar of the session
 */
public record Instrument(
    String symbol,
    AssetClass assetClass,
    CalendarId calendar,
    @Nullable BigDecimal tickSize,
    boolean includeClosingAuction) {

  public Instrument {
    if (symbol.isBlank()) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT, "Instrument has no symbol", "it is blank", "Name it");
    }
    if (tickSize != null && tickSize.signum() <= 0) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Tick size is not positive",
              "prices move in steps greater than zero",
              "Leave it out when it is not known")
          .withDetail("symbol", symbol)
          .withDetail("tickSize", tickSize);
    }
  }
}
