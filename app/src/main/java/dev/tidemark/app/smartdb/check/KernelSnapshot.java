package dev.tidemark.app.smartdb.check;

import dev.tidemark.app.smartdb.check.SqlAnswers.Question;
import dev.tidemark.app.smartdb.check.SqlAnswers.Snapshot;
import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.number.Decimals;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of a series at a time as known at a time, from nothing but the records known then.
 */
final class KernelSnapshot {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long BARS_LIVE = 4 * 86_400 * NANOS_PER_SECOND;
  private static final long QUOTES_LIVE = 60 * NANOS_PER_SECOND;
  private static final int BAR_VALUES = 7;
  private static final int QUOTE_VALUES = 3;

  private final SeriesRecords records;
  private final MinuteNumbers numbers;

  KernelSnapshot(SeriesRecords records, MinuteNumbers numbers) {
    this.records = records;
    this.numbers = numbers;
  }

  /** The large-trade flag is left out: what is large was decided when the trades came. */
  Snapshot answer(Question question) {
    long asOf = Times.nanos(question.asOf());
    long known = Times.nanos(question.asKnown());
    long time = Math.min(asOf, known);
    KernelBars bars = new KernelBars(records, known);
    KernelFeatures features = new KernelFeatures(bars, records.calendar(), numbers, time);
    List<KernelFeatures.Row> rows = features.rows();
    KernelFeatures.Row last = rows.isEmpty() ? null : rows.getLast();
    double[] five = features.at(time);
    boolean lives = last != null && asOf - last.closeNanos() <= BARS_LIVE;
    double[] doubles = {Double.NaN, Double.NaN, Double.NaN, five[0], five[1]};
    @Nullable BigDecimal[] values = new @Nullable BigDecimal[BAR_VALUES];
    if (last != null && lives) {
      doubles[0] = last.sma();
      doubles[1] = last.ewm();
      doubles[2] = last.volatility();
      fill(values, bars.minutes(), last.bar(), bars.notionalTold(last.bar()));
    }
    Quote quote = quote(time, known);
    return new Snapshot(
        last != null && lives ? Times.instant(last.closeNanos()) : null,
        values,
        doubles,
        last != null && lives ? last.regime() : null,
        quote(quote),
        quote == null ? null : Times.stored(quote.tsNanos()),
        null);
  }

  private static void fill(
      @Nullable BigDecimal[] values, BarColumns minutes, int row, boolean told) {
    Bar bar = minutes.bar(row);
    values[0] = price(bar.open());
    values[1] = price(bar.high());
    values[2] = price(bar.low());
    values[3] = price(bar.close());
    values[4] = bar.volume().toBigDecimal(Decimals.PRICE_SCALE);
    values[5] = told ? bar.vwap().orElse(null) : null;
    values[6] = BigDecimal.valueOf(bar.tradeCount());
  }

  /** Quotes are in order, so the last one that fits prevails. */
  private @Nullable Quote quote(long time, long known) {
    List<Quote> quotes = records.quotes();
    int low = 0;
    int high = quotes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (quotes.get(middle).tsNanos() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int i = low - 1; i >= 0; i--) {
      Quote quote = quotes.get(i);
      // The age is measured in the microseconds that both sides keep.
      if (time - Times.nanos(Times.stored(quote.tsNanos())) > QUOTES_LIVE) {
        return null;
      }
      if (quote.isValid() && quote.knownNanos() <= known) {
        return quote;
      }
    }
    return null;
  }

  private static @Nullable BigDecimal[] quote(@Nullable Quote quote) {
    @Nullable BigDecimal[] values = new @Nullable BigDecimal[QUOTE_VALUES];
    if (quote != null) {
      values[0] = price(quote.bid());
      values[1] = price(quote.ask());
      values[2] = price(quote.ask() - quote.bid());
    }
    return values;
  }

  private static BigDecimal price(long unscaled) {
    return BigDecimal.valueOf(unscaled, Decimals.PRICE_SCALE);
  }
}
