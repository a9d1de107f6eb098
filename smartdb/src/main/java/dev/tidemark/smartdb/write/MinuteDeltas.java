package dev.tidemark.smartdb.write;

import dev.tidemark.core.bars.TradeColumns;
import dev.tidemark.core.number.ExactSum;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.smartdb.market.Basis;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The minutes that the rows of a batch fall into. */
final class MinuteDeltas {
  /** Where they are staged. */
  static final String TARGET =
      "pg_temp.stage_minute (series_id, ts, open, high, low, close, open_ts, open_nanos, open_seq,"
          + " open_id, close_ts, close_nanos, close_seq, close_id, volume, notional, buy_volume,"
          + " sell_volume, trade_count, min_known, max_known, session_date, opens, closes,"
          + " first_minute)";

  /** Columns of {@link #TARGET}. */
  static final int COLUMNS = 25;

  private static final long MINUTE = 60_000_000_000L;
  private static final int SUM_BITS = 126;

  private final SeriesNumbers numbers;
  private final Basis basis;
  private final Map<Integer, Place> places = new HashMap<>();
  private final Map<Long, MinuteDelta> minutes = new HashMap<>();

  /**
   * @param basis rows of a series that is made of something else add nothing
   */
  MinuteDeltas(SeriesNumbers numbers, Basis basis) {
    this.numbers = numbers;
    this.basis = basis;
  }

  /** Where the last row of a series fell; the next is mostly there, too. */
  private static final class Place {
    final SeriesNumbers.Stored series;
    final GridCursor cursor;
    long start;
    long end;
    @Nullable MinuteDelta delta;

    Place(SeriesNumbers.Stored series) {
      this.series = series;
      this.cursor = new GridCursor(TradingCalendar.of(series.calendar()), Timeframe.M1);
    }
  }

  Collection<MinuteDelta> all() {
    return minutes.values();
  }

  void trades(TradeBatch batch) throws SQLException {
    for (int i = 0; i < batch.rows(); i++) {
      long price = batch.price()[i];
      if (price <= 0) {
        continue;
      }
      int flags = batch.flags()[i];
      Place place = place(batch.series()[i]);
      MinuteDelta delta =
          seek(place, batch.tsNanos()[i], (flags & TradeColumns.CLOSING_AUCTION) != 0);
      if (delta == null) {
        continue;
      }
      delta.trade(
          price,
          batch.size()[i],
          batch.side()[i],
          flags,
          RowChecks.knownMicros(batch.knownNanos()[i]));
      if ((flags & TradeColumns.NO_LAST) == 0) {
        if (delta.first == MinuteDelta.NONE || before(batch, i, delta.first)) {
          delta.first = i;
          delta.open = price;
        }
        if (delta.last == MinuteDelta.NONE || before(batch, delta.last, i)) {
          delta.last = i;
          delta.close = price;
        }
      }
    }
  }

  void quotes(QuoteBatch batch) throws SQLException {
    for (int i = 0; i < batch.rows(); i++) {
      long bid = batch.bid()[i];
      long ask = batch.ask()[i];
      if (bid <= 0 || ask < bid) {
        continue;
      }
      Place place = place(batch.series()[i]);
      MinuteDelta delta = seek(place, batch.tsNanos()[i], false);
      if (delta == null) {
        continue;
      }
      long mid = mid(bid, ask);
      delta.price(mid, RowChecks.knownMicros(batch.knownNanos()[i]));
      if (delta.first == MinuteDelta.NONE || before(batch, i, delta.first)) {
        delta.first = i;
        delta.open = mid;
      }
      if (delta.last == MinuteDelta.NONE || before(batch, delta.last, i)) {
        delta.last = i;
        delta.close = mid;
      }
    }
  }

  /** As {@code core.bars.ColumnarBars}: half even, without overflow. */
  private static long mid(long bid, long ask) {
    long spread = ask - bid;
    long mid = bid + (spread >> 1);
    return (spread & 1) == 0 ? mid : mid + (mid & 1);
  }

  private Place place(int series) throws SQLException {
    Place place = places.get(series);
    if (place == null) {
      place = new Place(numbers.get(series));
      places.put(series, place);
    }
    return place;
  }

  /** The minute of an instant; null where it belongs to none. */
  private @Nullable MinuteDelta seek(Place place, long ts, boolean auction) {
    if (ts >= place.start && ts < place.end) {
      return place.delta;
    }
    if (place.series.basis() != basis) {
      return null;
    }
    GridCursor cursor = place.cursor;
    boolean found =
        auction && place.series.includeClosingAuction()
            ? cursor.seekClosingAuction(ts)
            : cursor.seek(ts);
    if (!found) {
      return null;
    }
    place.start = cursor.startNanos();
    place.end = cursor.endNanos();
    long key = (long) place.series.number() << Integer.SIZE | place.start / MINUTE;
    MinuteDelta delta =
        minutes.computeIfAbsent(
            key, k -> new MinuteDelta(place.series, cursor.session(), cursor.startNanos()));
    place.delta = delta;
    return delta;
  }

  private static boolean before(TradeBatch batch, int a, int b) {
    int byTime = Long.compare(batch.tsNanos()[a], batch.tsNanos()[b]);
    if (byTime != 0) {
      return byTime < 0;
    }
    int bySeq = Long.compare(batch.seq()[a], batch.seq()[b]);
    return bySeq != 0
        ? bySeq < 0
        : dev.tidemark.core.model.Trade.compareIds(batch.tradeId()[a], batch.tradeId()[b]) < 0;
  }

  private static boolean before(QuoteBatch batch, int a, int b) {
    int byTime = Long.compare(batch.tsNanos()[a], batch.tsNanos()[b]);
    return byTime != 0 ? byTime < 0 : batch.seq()[a] < batch.seq()[b];
  }

  /** Whether every sum fits into 128 bits, as rows for {@code stage_minute} must. */
  boolean fit() {
    return minutes.values().stream().allMatch(m -> bits(m.notional) && bits(m.volume));
  }

  private static boolean bits(ExactSum sum) {
    return sum.toBigInteger().bitLength() <= SUM_BITS;
  }

  void write(CopyBuffer out, Keys keys, SessionMinutes sessions) throws SQLException {
    for (MinuteDelta minute : minutes.values()) {
      out.row(COLUMNS).int4(minute.series.number()).time(RowChecks.micros(minute.startNanos));
      boolean priced = minute.first != MinuteDelta.NONE;
      price(out, priced, minute.open);
      price(out, minute.ranged, minute.high);
      price(out, minute.ranged, minute.low);
      price(out, priced, minute.close);
      keys.write(out, minute.first);
      keys.write(out, minute.last);
      sum(out, minute.volume, 8);
      sum(out, minute.notional, 16);
      sum(out, minute.bought, 8);
      sum(out, minute.sold, 8);
      out.int8(minute.trades).time(minute.minKnown).time(minute.maxKnown);
      sessions.write(out, minute.series.calendar(), minute.session);
    }
  }

  /** Writes the four columns of a row's sort key; all null for no row. */
  interface Keys {
    void write(CopyBuffer out, int row);
  }

  private static void price(CopyBuffer out, boolean present, long price) {
    if (present) {
      out.decimal(price, 8);
    } else {
      out.none();
    }
  }

  private static void sum(CopyBuffer out, ExactSum sum, int scale) {
    BigInteger value = sum.toBigInteger();
    out.decimal(value.shiftRight(Long.SIZE).longValue(), value.longValue(), scale);
  }
}
