package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.load.SeriesName;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.model.Instrument;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.market.Basis;
import java.util.List;

/**
 * Everything a source told about an instrument, as the lake has it.
 *
 * @param trades records in any order
 * @param quotes by time and number
 * @param minutes of a series of bars, by label and knowledge
 */
public record SeriesRecords(
    SeriesName name,
    Basis basis,
    Instrument instrument,
    TradingCalendar calendar,
    List<Trade> trades,
    List<Quote> quotes,
    List<ToldMinute> minutes) {

  BarRules rules(Timeframe timeframe) {
    return BarRules.of(instrument, calendar, timeframe);
  }
}
