package dev.tidemark.core.bars;

import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;

/**
 * Which bar a trade belongs to.
 *
 * @param calendar sessions that the bars tile
 * @param timeframe length of the bars
 * @param includeClosingAuction whether flagged prints within five minutes after the close count in
 *     the last bar of the session
 */
public record BarRules(
    TradingCalendar calendar, Timeframe timeframe, boolean includeClosingAuction) {

  public static BarRules of(TradingCalendar calendar, Timeframe timeframe) {
    return new BarRules(calendar, timeframe, false);
  }

  public static BarRules of(Instrument instrument, TradingCalendar calendar, Timeframe timeframe) {
    return new BarRules(calendar, timeframe, instrument.includeClosingAuction());
  }

  /** A cursor over the bars. */
  public GridCursor cursor() {
    return new GridCursor(calendar, timeframe);
  }

  /** Moves the cursor to the trade's bar; false if it belongs to none. */
  public boolean seek(GridCursor cursor, Trade trade) {
    return seek(cursor, trade.tsNanos(), trade.closingAuction());
  }

  boolean seek(GridCursor cursor, long tsNanos, boolean closingAuction) {
    return includeClosingAuction && closingAuction
        ? cursor.seekClosingAuction(tsNanos)
        : cursor.seek(tsNanos);
  }
}
