package dev.tidemark.ingest.gate;

import dev.tidemark.core.model.TradeOp;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.time.GridCursor;
import dev.tidemark.core.time.Timeframe;
import dev.tidemark.core.time.TradingCalendar;
import dev.tidemark.ingest.provider.Kind;
import dev.tidemark.ingest.provider.KnownTimeBasis;
import dev.tidemark.ingest.provider.RawBatch;
import dev.tidemark.ingest.provider.RawColumn;
import dev.tidemark.ingest.provider.RejectReason;
import dev.tidemark.ingest.provider.RowFlag;
import dev.tidemark.ingest.provider.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Judges the rows of one series of one source, in the order of the source. What it says depends on
 * those rows and on {@code now} only, so that a resumed run says the same. One thread.
 *
 * <p>Rejected: missing values, negative sizes, high below low and the like, bars outside every
 * session or off its grid, times in the future or before 1900, values that do not fit, known times
 * that the provider dates before the event. Flagged only: non-positive prices (real for some
 * commodities), crossed quotes, jumps (splits are real), ticks outside sessions, disorder.
 */
public final class Gate {

  /** A price that changes by more than this factor, up or down, is flagged. */
  private static final double JUMP = 1.4;

  private static final long DAY_NANOS = 86_400_000_000_000L;

  /** 1900-01-01. */
  private static final long OLDEST = -25_567L * DAY_NANOS;

  private static final long PRICE_LIMIT = Decimals.powerOfTen(18);

  /** 10^28 in two halves: the first value that 28 digits cannot hold. */
  private static final long SIZE_LIMIT_HIGH = 542_101_086L;

  private static final long SIZE_LIMIT_LOW = 4477988020393345024L;

  private final Series series;
  private final GridCursor cursor;
  private final boolean bars;
  private final long nowNanos;
  private final long delayNanos;
  private final Notionals notionals = new Notionals();
  private final Verdict verdict = new Verdict();
  private long latest = Long.MIN_VALUE;
  private double previous = Double.NaN;

  /**
   * @param nowNanos the instant after which nothing can have happened
   */
  public Gate(Series series, TradingCalendar calendar, KnownDelays delays, long nowNanos) {
    this.series = series;
    this.nowNanos = nowNanos;
    Timeframe timeframe = series.type().timeframe();
    this.bars = timeframe != null;
    this.cursor = new GridCursor(calendar, timeframe == null ? Timeframe.D1 : timeframe);
    this.delayNanos =
        switch (series.type().kind()) {
          case BARS -> delays.bars().toNanos();
          case TRADES, QUOTES -> delays.ticks().toNanos();
          case CORPORATE_ACTIONS -> delays.actions().toNanos();
        };
  }

  /** The verdict on a batch; valid until the next call. */
  public Verdict check(RawBatch batch) {
    int rows = batch.rows();
    verdict.reset(rows);
    int[] given = batch.flags();
    if (given == null) {
      Arrays.fill(verdict.flags, 0, rows, 0);
    } else {
      System.arraycopy(given, 0, verdict.flags, 0, rows);
    }
    switch (series.type().kind()) {
      case BARS -> bars(batch);
      case TRADES -> trades(batch);
      case QUOTES -> quotes(batch);
      case CORPORATE_ACTIONS -> actions(batch);
    }
    int accepted = 0;
    for (int i = 0; i < rows; i++) {
      if (verdict.outcome[i] == 0) {
        known(batch, i);
      }
      if (verdict.outcome[i] == 0) {
        order(batch.eventNanos()[i], i);
        accepted++;
      }
    }
    verdict.accepted = accepted;
    return verdict;
  }

  private void bars(RawBatch batch) {
    long[] open = need(batch, RawColumn.OPEN);
    long[] high = need(batch, RawColumn.HIGH);
    long[] low = need(batch, RawColumn.LOW);
    long[] close = need(batch, RawColumn.CLOSE);
    long[] event = batch.eventNanos();
    for (int i = 0; i < batch.rows(); i++) {
      RejectReason wrong = time(event[i]);
      if (wrong == null) {
        wrong = price(open[i], high[i], low[i], close[i]);
      }
      if (wrong == null) {
        wrong = sizes(batch, i);
      }
      if (wrong == null) {
        wrong = grid(event[i], i);
      }
      if (wrong == null) {
        wrong = notional(batch, i, high[i], low[i], close[i]);
      }
      if (wrong != null) {
        verdict.reject(i, wrong);
        continue;
      }
      if (low[i] <= 0) {
        verdict.flags[i] |= RowFlag.NON_POSITIVE.bit();
      } else {
        jump(open[i], close[i], i);
        wick(open[i], high[i], low[i], close[i], i);
      }
    }
  }

  private void trades(RawBatch batch) {
    long[] price = need(batch, RawColumn.PRICE);
    long[] event = batch.eventNanos();
    long[] ops = batch.column(RawColumn.OP);
    for (int i = 0; i < batch.rows(); i++) {
      boolean cancel = ops != null && ops[i] == TradeOp.CANCEL.ordinal();
      RejectReason wrong = time(event[i]);
      if (wrong == null) {
        wrong = ops == null ? null : code(ops[i], TradeOp.values().length);
      }
      if (wrong == null && !(cancel && price[i] == RawBatch.ABSENT)) {
        wrong = price(price[i]);
        if (wrong == null && batch.absent(RawColumn.SIZE, i)) {
          wrong = RejectReason.MISSING_FIELD;
        }
      }
      if (wrong == null) {
        wrong = size(batch, RawColumn.SIZE, i);
      }
      if (wrong != null) {
        verdict.reject(i, wrong);
        continue;
      }
      session(event[i], i);
      if (!cancel) {
        single(price[i], i);
      }
    }
  }

  private void quotes(RawBatch batch) {
    long[] bid = need(batch, RawColumn.BID);
    long[] ask = need(batch, RawColumn.ASK);
    long[] event = batch.eventNanos();
    for (int i = 0; i < batch.rows(); i++) {
      RejectReason wrong = time(event[i]);
      if (wrong == null) {
        wrong = price(bid[i]);
      }
      if (wrong == null) {
        wrong = price(ask[i]);
      }
      if (wrong == null) {
        wrong = size(batch, RawColumn.BID_SIZE, i);
      }
      if (wrong == null) {
        wrong = size(batch, RawColumn.ASK_SIZE, i);
      }
      if (wrong != null) {
        verdict.reject(i, wrong);
        continue;
      }
      session(event[i], i);
      if (bid[i] > ask[i]) {
        verdict.flags[i] |= RowFlag.CROSSED.bit();
      }
      single(Math.min(bid[i], ask[i]), i);
    }
  }

  private void actions(RawBatch batch) {
    long[] action = need(batch, RawColumn.ACTION);
    for (int i = 0; i < batch.rows(); i++) {
      RejectReason wrong = time(batch.eventNanos()[i]);
      if (wrong == null && (action[i] == RawBatch.ABSENT || batch.absent(RawColumn.VALUE, i))) {
        wrong = RejectReason.MISSING_FIELD;
      }
      if (wrong == null) {
        wrong = size(batch, RawColumn.VALUE, i);
      }
      if (wrong != null) {
        verdict.reject(i, wrong);
      }
    }
  }

  private @Nullable RejectReason time(long event) {
    if (event > nowNanos) {
      return RejectReason.FUTURE_TIMESTAMP;
    }
    return event < OLDEST ? RejectReason.ANCIENT_TIMESTAMP : null;
  }

  private static @Nullable RejectReason price(long value) {
    if (value == RawBatch.ABSENT) {
      return RejectReason.MISSING_FIELD;
    }
    return value >= PRICE_LIMIT || value <= -PRICE_LIMIT ? RejectReason.DECIMAL_OVERFLOW : null;
  }

  private static @Nullable RejectReason price(long open, long high, long low, long close) {
    RejectReason wrong = price(open);
    wrong = wrong == null ? price(high) : wrong;
    wrong = wrong == null ? price(low) : wrong;
    wrong = wrong == null ? price(close) : wrong;
    if (wrong == null && (high < Math.max(open, close) || low > Math.min(open, close))) {
      return RejectReason.OHLC_INCONSISTENT;
    }
    return wrong;
  }

  private @Nullable RejectReason sizes(RawBatch batch, int row) {
    RejectReason wrong = size(batch, RawColumn.VOLUME, row);
    wrong = wrong == null ? size(batch, RawColumn.BUY_VOLUME, row) : wrong;
    wrong = wrong == null ? size(batch, RawColumn.SELL_VOLUME, row) : wrong;
    wrong = wrong == null ? size(batch, RawColumn.TRADE_COUNT, row) : wrong;
    wrong = wrong == null ? amount(batch, RawColumn.NOTIONAL, row) : wrong;
    return wrong == null ? amount(batch, RawColumn.VWAP, row) : wrong;
  }

  /** Amounts may be negative where prices are. */
  private static @Nullable RejectReason amount(RawBatch batch, RawColumn column, int row) {
    if (batch.column(column) == null || batch.absent(column, row)) {
      return null;
    }
    long high = upper(batch, column, row);
    long low = value(batch, column, row);
    boolean fits =
        column == RawColumn.NOTIONAL ? Notionals.fits38(high, low) : Notionals.fits28(high, low);
    return fits ? null : RejectReason.DECIMAL_OVERFLOW;
  }

  private static @Nullable RejectReason size(RawBatch batch, RawColumn column, int row) {
    long[] lower = batch.column(column);
    if (lower == null || batch.absent(column, row)) {
      return null;
    }
    long[] upper = batch.high(column);
    long high = upper == null ? lower[row] >> 63 : upper[row];
    if (high < 0) {
      return RejectReason.NEGATIVE_SIZE;
    }
    boolean fits =
        high < SIZE_LIMIT_HIGH
            || (high == SIZE_LIMIT_HIGH && Long.compareUnsigned(lower[row], SIZE_LIMIT_LOW) < 0);
    return fits ? null : RejectReason.DECIMAL_OVERFLOW;
  }

  private static @Nullable RejectReason code(long value, int codes) {
    return value == RawBatch.ABSENT || (value >= 0 && value < codes)
        ? null
        : RejectReason.UNKNOWN_CODE;
  }

  private @Nullable RejectReason grid(long label, int row) {
    if (!cursor.seek(label)) {
      return RejectReason.OUTSIDE_SESSION;
    }
    if (cursor.startNanos() != label) {
      return RejectReason.OFF_GRID;
    }
    verdict.closeNanos[row] = cursor.endNanos();
    verdict.partial[row] = cursor.partial();
    // A bar that has not ended yet cannot be known.
    return cursor.endNanos() > nowNanos ? RejectReason.FUTURE_TIMESTAMP : null;
  }

  private void session(long event, int row) {
    if (!cursor.seek(event)) {
      verdict.flags[row] |= RowFlag.OUT_OF_SESSION.bit();
    }
  }

  private @Nullable RejectReason notional(RawBatch batch, int row, long h, long l, long c) {
    long volume = value(batch, RawColumn.VOLUME, row);
    long volumeHigh = upper(batch, RawColumn.VOLUME, row);
    boolean fits = true;
    VwapQuality quality;
    if (volume == 0 && volumeHigh == 0) {
      quality = VwapQuality.NONE;
      keepNotional(row, 0, 0);
    } else if (!batch.absent(RawColumn.NOTIONAL, row)) {
      quality = VwapQuality.EXACT;
      keepNotional(
          row, upper(batch, RawColumn.NOTIONAL, row), value(batch, RawColumn.NOTIONAL, row));
      fits =
          notionals.vwapOf(verdict.notionalHigh[row], verdict.notionalLow[row], volumeHigh, volume);
      keepVwap(row);
    } else if (!batch.absent(RawColumn.VWAP, row)) {
      quality = VwapQuality.PROVIDER;
      verdict.vwapHigh[row] = upper(batch, RawColumn.VWAP, row);
      verdict.vwapLow[row] = value(batch, RawColumn.VWAP, row);
      fits = notionals.ofVwap(verdict.vwapHigh[row], verdict.vwapLow[row], volumeHigh, volume);
      keepNotional(row, notionals.high(), notionals.low());
    } else {
      quality = VwapQuality.TYPICAL;
      fits = notionals.typical(h, l, c, volumeHigh, volume);
      keepNotional(row, notionals.high(), notionals.low());
      fits &= notionals.typicalPrice(h, l, c);
      keepVwap(row);
    }
    verdict.quality[row] = (byte) quality.ordinal();
    return fits ? null : RejectReason.DECIMAL_OVERFLOW;
  }

  private void keepNotional(int row, long upperHalf, long lowerHalf) {
    verdict.notionalHigh[row] = upperHalf;
    verdict.notionalLow[row] = lowerHalf;
  }

  private void keepVwap(int row) {
    verdict.vwapHigh[row] = notionals.high();
    verdict.vwapLow[row] = notionals.low();
  }

  private static long value(RawBatch batch, RawColumn column, int row) {
    long[] lower = batch.column(column);
    return lower == null || batch.absent(column, row) ? 0 : lower[row];
  }

  private static long upper(RawBatch batch, RawColumn column, int row) {
    long[] upper = batch.high(column);
    if (batch.absent(column, row)) {
      return 0;
    }
    return upper == null ? value(batch, column, row) >> 63 : upper[row];
  }

  /**
   * Known when observed or published, but not before it happened; a corporate action is announced
   * before it takes effect.
   */
  private void known(RawBatch batch, int row) {
    long happened = bars ? verdict.closeNanos[row] : batch.eventNanos()[row];
    long[] given = batch.knownNanos();
    if (given == null) {
      verdict.knownNanos[row] = happened + delayNanos;
      return;
    }
    long known = given[row];
    if (known > nowNanos) {
      verdict.reject(row, RejectReason.FUTURE_TIMESTAMP);
    } else if (known >= happened || series.type().kind() == Kind.CORPORATE_ACTIONS) {
      verdict.knownNanos[row] = known;
    } else if (batch.basis() == KnownTimeBasis.OBSERVED) {
      verdict.knownNanos[row] = happened;
      verdict.flags[row] |= RowFlag.CLOCK_SKEW.bit();
    } else {
      verdict.reject(row, RejectReason.KNOWN_TOO_EARLY);
    }
  }

  private void order(long event, int row) {
    if (event < latest) {
      verdict.flags[row] |= RowFlag.OUT_OF_ORDER.bit();
    } else {
      latest = event;
    }
  }

  private void single(long price, int row) {
    if (price <= 0) {
      verdict.flags[row] |= RowFlag.NON_POSITIVE.bit();
    } else {
      jump(price, price, row);
    }
  }

  private void jump(long first, long last, int row) {
    double now = first;
    if (now > previous * JUMP || now * JUMP < previous) {
      verdict.flags[row] |= RowFlag.JUMP.bit();
    }
    previous = last;
  }

  private void wick(long open, long high, long low, long close, int row) {
    if (high > Math.max(open, close) * JUMP || low * JUMP < Math.min(open, close)) {
      verdict.flags[row] |= RowFlag.JUMP.bit();
    }
  }

  private static long[] need(RawBatch batch, RawColumn column) {
    long[] values = batch.column(column);
    if (values != null) {
      return values;
    }
    long[] absent = new long[batch.rows()];
    Arrays.fill(absent, RawBatch.ABSENT);
    return absent;
  }
}
