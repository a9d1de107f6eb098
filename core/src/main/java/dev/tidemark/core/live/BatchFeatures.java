package dev.tidemark.core.live;

import dev.tidemark.core.bars.BarColumns;
import dev.tidemark.core.micro.LargeTradeAlert;
import dev.tidemark.core.micro.LargeTradeDetector;
import dev.tidemark.core.micro.PromptTrades;
import dev.tidemark.core.model.Quote;
import dev.tidemark.core.model.Trade;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Features of closed minutes in one run over what is known in the end: what a stream must have told
 * last. Nothing here goes back or keeps a state.
 */
public final class BatchFeatures {
  private static final long MINUTE = Timeframe.M1.nanos();

  private BatchFeatures() {}

  /**
   * Features of one-minute bars that end at or before {@code untilNanos}.
   *
   * @param minutes of trades or of mids, from the first bar of the series on
   */
  public static FeatureColumns ofBars(
      BarColumns minutes, TradingCalendar calendar, long untilNanos) {
    MinuteFeatures fold = new MinuteFeatures(calendar);
    double[] values = new double[fold.size()];
    Rows out = new Rows(FeatureGroup.BARS, minutes.rows());
    for (int row = 0; row < minutes.rows() && minutes.end[row] <= untilNanos; row++) {
      if (fold.bar(minutes.bar(row), values)) {
        out.add(minutes.start[row], minutes.end[row], values);
      }
    }
    return out.columns();
  }

  /** Features of the quotes of minutes that end at or before {@code untilNanos}. */
  public static FeatureColumns ofQuotes(QuoteColumns quotes, long untilNanos) {
    QuoteFold fold = new QuoteFold();
    Rows out = new Rows(FeatureGroup.QUOTES, 16);
    int row = 0;
    while (row < quotes.rows()) {
      long minute = Math.floorDiv(quotes.tsNanos()[row], MINUTE) * MINUTE;
      int end = row;
      while (end < quotes.rows() && quotes.tsNanos()[end] < minute + MINUTE) {
        end++;
      }
      if (minute + MINUTE > untilNanos) {
        break;
      }
      out.add(minute, minute + MINUTE, fold.minute(minute, quotes, row, end));
      boolean neighbour = end < quotes.rows() && quotes.tsNanos()[end] < minute + 2 * MINUTE;
      if (!neighbour && minute + 2 * MINUTE <= untilNanos) {
        out.add(
            minute + MINUTE, minute + 2 * MINUTE, fold.minute(minute + MINUTE, quotes, end, end));
      }
      row = end;
    }
    return out.columns();
  }

  /**
   * Quotes in order, of each (event time, sequence) the one that was told first.
   *
   * @param inOrderOfKnowledge by known time; of equal ones, the first counts
   */
  public static QuoteColumns surviving(Collection<Quote> inOrderOfKnowledge) {
    List<Quote> sorted = new ArrayList<>(inOrderOfKnowledge);
    sorted.sort(Comparator.comparingLong(Quote::tsNanos).thenComparingLong(Quote::seq));
    long[] ts = new long[sorted.size()];
    long[] bid = new long[sorted.size()];
    long[] ask = new long[sorted.size()];
    int rows = 0;
    Quote previous = null;
    for (Quote quote : sorted) { // the sort is stable
      if (previous != null
          && previous.tsNanos() == quote.tsNanos()
          && previous.seq() == quote.seq()) {
        continue;
      }
      previous = quote;
      ts[rows] = quote.tsNanos();
      bid[rows] = quote.bid();
      ask[rows++] = quote.ask();
    }
    return new QuoteColumns(rows, ts, bid, ask);
  }

  /** Final alerts from everything that was told of the trades, in the order of their times. */
  public static List<AlertRevision> alerts(String seriesKey, Collection<Trade> records) {
    LargeTradeDetector detector = new LargeTradeDetector();
    List<AlertRevision> alerts = new ArrayList<>();
    for (Trade trade : PromptTrades.of(records)) {
      detector
          .trade(trade.tradeId(), trade.tsNanos(), trade.price(), trade.size())
          .ifPresent(found -> alerts.add(alert(seriesKey, found, trade)));
    }
    return alerts;
  }

  private static AlertRevision alert(String seriesKey, LargeTradeAlert found, Trade third) {
    return new AlertRevision(
        AlertIds.of(seriesKey, found),
        AlertRevision.Status.FINAL,
        found,
        PromptTrades.judgedNanos(third.tsNanos()));
  }

  /** Rows that become columns. */
  private static final class Rows {
    private final FeatureGroup group;
    private final double[][] values;
    private long[] start;
    private long[] close;
    private int rows;

    Rows(FeatureGroup group, int capacity) {
      this.group = group;
      int size = Math.max(capacity, 16);
      this.start = new long[size];
      this.close = new long[size];
      this.values = new double[group.features().size()][size];
    }

    /** A minute; one without values is none. */
    void add(long startNanos, long closeNanos, double[] row) {
      if (row.length == 0) {
        return;
      }
      if (rows == start.length) {
        int size = rows * 2;
        start = java.util.Arrays.copyOf(start, size);
        close = java.util.Arrays.copyOf(close, size);
        for (int i = 0; i < values.length; i++) {
          values[i] = java.util.Arrays.copyOf(values[i], size);
        }
      }
      start[rows] = startNanos;
      close[rows] = closeNanos;
      for (int i = 0; i < values.length; i++) {
        values[i][rows] = row[i];
      }
      rows++;
    }

    FeatureColumns columns() {
      return new FeatureColumns(group, rows, start, close, values);
    }
  }
}
