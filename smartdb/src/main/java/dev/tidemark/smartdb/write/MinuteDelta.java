package dev.tidemark.smartdb.write;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.number.ExactSum;
import dev.tidemark.core.time.Session;

/**
 * What the new rows of a batch add to one minute of a series: as {@code core.bars} makes bars, but
 * of rows in any order, with the sort keys of open and close.
 */
final class MinuteDelta {
  /** No row. */
  static final int NONE = -1;

  private static final int NO_PRICE = TradeColumns.NO_LAST | TradeColumns.NO_HILO;

  final SeriesNumbers.Stored series;
  final Session session;
  final long startNanos;

  /** Rows of the batch that set the open and the close. */
  int first = NONE;

  int last = NONE;

  boolean ranged;
  long high;
  long low;
  long open;
  long close;
  long trades;
  long minKnown = Long.MAX_VALUE;
  long maxKnown = Long.MIN_VALUE;
  final ExactSum volume = new ExactSum();
  final ExactSum notional = new ExactSum();
  final ExactSum bought = new ExactSum();
  final ExactSum sold = new ExactSum();

  MinuteDelta(SeriesNumbers.Stored series, Session session, long startNanos) {
    this.series = series;
    this.session = session;
    this.startNanos = startNanos;
  }

  /** A trade, but for its price as open or close. */
  void trade(long price, long size, int side, int flags, long known) {
    known(known);
    if ((flags & NO_PRICE) != NO_PRICE) {
      extremes(price);
    }
    if ((flags & TradeColumns.NO_VOLUME) == 0) {
      volume.add(size);
      notional.addProduct(price, size);
      if (side == TradeColumns.BUY) {
        bought.add(size);
      } else if (side == TradeColumns.SELL) {
        sold.add(size);
      }
      trades++;
    }
  }

  /** A price without a trade behind it. */
  void price(long price, long known) {
    known(known);
    extremes(price);
  }

  private void known(long known) {
    minKnown = Math.min(minKnown, known);
    maxKnown = Math.max(maxKnown, known);
  }

  private void extremes(long price) {
    high = ranged ? Math.max(high, price) : price;
    low = ranged ? Math.min(low, price) : price;
    ranged = true;
  }
}
