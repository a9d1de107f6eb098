package dev.tidemark.app.parity;

import dev.tidemark.app.parity.log.LogRecord;
import dev.tidemark.app.parity.log.SeriesLog;
import dev.tidemark.core.bars.LatenessPolicy;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The records of a log that count, in their order: without those known more than 48 hours after the
 * end of a minute that they would change. Decided here anew, without the stream's own state.
 *
 * @param trades every record of a trade that counts
 * @param quotes of each quote what was told first
 */
record Accepted(List<Trade> trades, List<Quote> quotes) {
  private static final long MINUTE = Timeframe.M1.nanos();

  static Accepted of(SeriesLog log, TradingCalendar calendar) {
    GridCursor minutes = new GridCursor(calendar, Timeframe.M1);
    boolean auction = log.instrument().includeClosingAuction();
    Map<String, Trade> latest = new HashMap<>();
    Set<String> quoted = new HashSet<>();
    List<Trade> trades = new ArrayList<>();
    List<Quote> quotes = new ArrayList<>();
    for (LogRecord record : log.records()) {
      switch (record) {
        case LogRecord.OfTrade of -> {
          Trade trade = of.trade();
          Trade before = latest.get(trade.tradeId());
          boolean changes = before == null || trade.version() > before.version();
          if (tooLate(minutes, trade, trade.knownNanos(), auction)
              || (changes
                  && before != null
                  && tooLate(minutes, before, trade.knownNanos(), auction))) {
            continue;
          }
          trades.add(trade);
          if (changes) {
            latest.put(trade.tradeId(), trade);
          }
        }
        case LogRecord.OfQuote of -> {
          Quote quote = of.quote();
          // Spreads are told of every minute of the clock, those outside sessions included.
          long end = Math.floorDiv(quote.tsNanos(), MINUTE) * MINUTE + MINUTE;
          boolean late = quote.knownNanos() - end > LatenessPolicy.DEFAULT.graceNanos();
          if (!late && quoted.add(record.identity())) {
            quotes.add(quote);
          }
        }
      }
    }
    return new Accepted(trades, quotes);
  }

  private static boolean tooLate(
      GridCursor minutes, Trade trade, long knownNanos, boolean auction) {
    boolean inside =
        auction && trade.closingAuction()
            ? minutes.seekClosingAuction(trade.tsNanos())
            : minutes.seek(trade.tsNanos());
    return inside && knownNanos - minutes.endNanos() > LatenessPolicy.DEFAULT.graceNanos();
  }
}
