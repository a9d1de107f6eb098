package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;

/**
 * What the bars of an instrument depend on.
 *
 * @param calendar its sessions
 * @param includeClosingAuction as {@link BarRules#includeClosingAuction}
 */
public record InstrumentRules(TradingCalendar calendar, boolean includeClosingAuction) {
  public BarRules bars(Timeframe timeframe) {
    return new BarRules(calendar, timeframe, includeClosingAuction);
  }
}
