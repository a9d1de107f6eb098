package dev.tidemark.app.smartdb.check;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.bars.BarRules;
import dev.tidemark.core.bars.ColumnarBars;
import dev.tidemark.core.bars.RollUp;
import dev.tidemark.core.bars.TradeBars;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The bars of a series as known at one time, by the program's own kernels: every timeframe from the
 * ticks themselves, so that a roll-up is not compared with a roll-up.
 */
final class KernelBars {
  private final SeriesRecords records;
  private final long knownNanos;
  private final List<Trade> surviving;
  private final BarColumns minutes;

  /** Rows of {@link #minutes} whose notional the source does not tell. */
  private final BitSet untold = new BitSet();

  /** {@code knownNanos}: {@link Long#MAX_VALUE} for all that was ever told. */
  KernelBars(SeriesRecords records, long knownNanos) {
    this.records = records;
    this.knownNanos = knownNanos;
    this.surviving = TradeBars.surviving(records.trades(), knownNanos);
    this.minutes =
        switch (records.basis()) {
          case TRADES -> fromTicks(Timeframe.M1);
          case QUOTES -> fromTicks(Timeframe.M1);
          case BARS -> told();
        };
  }

  /** Trades that count, in the order in which they form bars. */
  List<Trade> surviving() {
    return surviving;
  }

  BarColumns minutes() {
    return minutes;
  }

  boolean notionalTold(int minute) {
    return !untold.get(minute);
  }

  BarColumns bars(Timeframe timeframe) {
    if (timeframe == Timeframe.M1) {
      return minutes;
    }
    return switch (records.basis()) {
      case TRADES, QUOTES -> fromTicks(timeframe);
      case BARS -> RollUp.of(minutes, records.rules(timeframe));
    };
  }

  /** Labels of bars of which some minute's notional is not told. */
  Map<Long, Boolean> untoldLabels(Timeframe timeframe) {
    Map<Long, Boolean> labels = new HashMap<>();
    GridCursor cursor = new GridCursor(records.calendar(), timeframe);
    for (int row = untold.nextSetBit(0); row >= 0; row = untold.nextSetBit(row + 1)) {
      if (cursor.seek(minutes.start[row])) {
        labels.put(cursor.startNanos(), true);
      }
    }
    return labels;
  }

  private BarColumns fromTicks(Timeframe timeframe) {
    BarRules rules = records.rules(timeframe);
    if (!records.trades().isEmpty()) {
      BarColumns out = new BarColumns();
      TradeBars.bars(surviving, rules).forEach(out::add);
      return out;
    }
    List<Quote> quotes = records.quotes();
    long[] ts = new long[quotes.size()];
    long[] bid = new long[quotes.size()];
    long[] ask = new long[quotes.size()];
    int rows = 0;
    for (Quote quote : quotes) {
      if (quote.knownNanos() <= knownNanos) {
        ts[rows] = quote.tsNanos();
        bid[rows] = quote.bid();
        ask[rows++] = quote.ask();
      }
    }
    return ColumnarBars.ofMids(rows, ts, bid, ask, rules);
  }

  /** Of each label the minute known last; those beside the grid belong to no bar. */
  private BarColumns told() {
    List<ToldMinute> latest = new ArrayList<>();
    for (ToldMinute minute : records.minutes()) {
      if (minute.knownNanos() > knownNanos) {
        continue;
      }
      if (!latest.isEmpty() && latest.getLast().labelNanos() == minute.labelNanos()) {
        latest.removeLast();
      }
      latest.add(minute);
    }
    BarColumns out = new BarColumns();
    GridCursor cursor = new GridCursor(records.calendar(), Timeframe.M1);
    for (ToldMinute minute : latest) {
      if (!cursor.seek(minute.labelNanos()) || cursor.startNanos() != minute.labelNanos()) {
        continue;
      }
      Int128 notional = minute.notional();
      untold.set(out.rows(), notional == null);
      out.add(
          new Bar(
              minute.labelNanos(),
              cursor.endNanos(),
              cursor.partial(),
              minute.open(),
              minute.high(),
              minute.low(),
              minute.close(),
              minute.volume(),
              notional == null ? Int128.ZERO : notional,
              Int128.ZERO,
              Int128.ZERO,
              minute.tradeCount()));
    }
    return out;
  }
}
