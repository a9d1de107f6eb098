package dev.tidemark.core.live;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.indicator.Ema;
import dev.tidemark.core.indicator.Fold;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.indicator.IndicatorSet;
import dev.tidemark.core.indicator.ValidBar;
import dev.tidemark.core.micro.RollingVwap;
import dev.tidemark.core.micro.TradeImbalance;
import dev.tidemark.core.model.Bar;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.regime.RegimeTag;
import dev.tidemark.core.time.GridMinutes;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.TradingCalendar;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * The features of one-minute bars, as one fold over the bars of an instrument in the order of their
 * labels. Stream, batch, replay and the check of the database execute this step, so their doubles
 * agree bit for bit, also when the state was saved and restored at any bar.
 *
 * <p>Minutes of the calendar without a valid bar are counted as missing, across sessions. Not
 * thread-safe.
 */
public final class MinuteFeatures {
  private static final byte FORMAT = 1;
  private static final int FIVE_MINUTES = 5;
  private static final long NONE = Long.MIN_VALUE;

  private final GridMinutes minutes;
  private IndicatorSet indicators;
  private final int columns;
  private final Ema ewm = Ema.ewm12();
  private final RollingVwap vwap = RollingVwap.fiveMinutes();
  private final TradeImbalance imbalance = TradeImbalance.fiveMinutes();
  private long last = NONE;

  /** Minutes after the last bar that are already counted as missing. */
  private long skipped;

  /** Bars since the last one whose notional is not told, at most five. */
  private int told = FIVE_MINUTES;

  /** Every feature of {@link FeatureGroup#BARS}. */
  public MinuteFeatures(TradingCalendar calendar) {
    this(calendar, Indicator.all());
  }

  /** The selected indicators only; {@code sma_20} is needed for the regime. */
  public MinuteFeatures(TradingCalendar calendar, Collection<Indicator> selected) {
    this.minutes = new GridMinutes(calendar);
    this.indicators = new IndicatorSet(selected, calendar.minutesPerYear());
    this.columns = indicators.columns().size();
    if (!selected.contains(Indicator.SMA_20)) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "Features of minutes need sma_20",
          "the regime is where the close stands to it",
          "Add SMA_20 to the selected indicators");
    }
  }

  /** Number of values of a minute: the selected indicators in order, then the other four. */
  public int size() {
    return columns + 4;
  }

  /**
   * Consumes the next bar and writes its features, NaN for null.
   *
   * @return false if the bar is not valid: it counts as missing and has no features
   */
  public boolean bar(Bar bar, double[] out) {
    return bar(bar, true, out);
  }

  /** {@code notionalTold}: whether the source tells the bar's notional. */
  public boolean bar(Bar bar, boolean notionalTold, double[] out) {
    double open = price(bar.open());
    double high = price(bar.high());
    double low = price(bar.low());
    double close = price(bar.close());
    if (!ValidBar.test(open, high, low, close)) {
      return false;
    }
    emptyUntil(bar.startNanos());
    Session session = minutes.session(bar.startNanos());
    last = bar.startNanos();
    skipped = 0;
    indicators.bar(
        (int) session.date().toEpochDay(),
        open,
        high,
        low,
        close,
        bar.volume().toDouble(Decimals.PRICE_SCALE),
        notionalTold ? bar.volume() : null,
        notionalTold ? bar.notional() : null,
        out);
    vwap.update(
        bar.volume().high(), bar.volume().low(), bar.notional().high(), bar.notional().low());
    imbalance.update(
        bar.buyVolume().high(),
        bar.buyVolume().low(),
        bar.sellVolume().high(),
        bar.sellVolume().low());
    told = notionalTold ? Math.min(told + 1, FIVE_MINUTES) : 0;
    out[columns] = ewm.update(close);
    out[columns + 1] = vwap();
    out[columns + 2] = imbalance();
    out[columns + 3] = regime(close, out[indicators.columns().indexOf(Indicator.SMA_20)]);
    return true;
  }

  /** Minutes after the last bar that are over at this time had no bar. */
  public void emptyUntil(long nanos) {
    if (last == NONE) {
      return;
    }
    long missing = minutes.overSince(last, nanos) - skipped;
    if (missing <= 0) {
      return;
    }
    skipped += missing;
    int count = (int) Math.min(missing, Integer.MAX_VALUE);
    indicators.missing(count);
    for (Fold fold : List.<Fold>of(ewm, vwap, imbalance)) {
      fold.missing(count);
    }
    told = (int) Math.min((long) told + count, FIVE_MINUTES);
  }

  /** {@code vwap_5m} as it stands; NaN without volume, and while a notional in it is not told. */
  public double vwap() {
    return told == FIVE_MINUTES ? vwap.value() : Double.NaN;
  }

  /** {@code trade_imbalance_5m} as it stands. */
  public double imbalance() {
    return imbalance.value();
  }

  private static double regime(double close, double sma) {
    return switch (RegimeTag.of(close, sma)) {
      case DOWN -> 0;
      case NEUTRAL -> 1;
      case UP -> 2;
      case UNKNOWN -> Double.NaN;
    };
  }

  private static double price(long unscaled) {
    return Decimals.toDouble(unscaled, Decimals.PRICE_SCALE);
  }

  /** Everything later features depend on; equal states are equal bytes. */
  public byte[] state() {
    byte[] ofIndicators = indicators.state();
    ByteBuffer out =
        ByteBuffer.allocate(
            1
                + 2 * Long.BYTES
                + 1
                + ewm.stateBytes()
                + vwap.stateBytes()
                + imbalance.stateBytes()
                + ofIndicators.length);
    out.put(FORMAT).putLong(last).putLong(skipped).put((byte) told);
    ewm.write(out);
    vwap.write(out);
    imbalance.write(out);
    return out.put(ofIndicators).array();
  }

  /** The fold that continues where the one that wrote {@code state} stopped. */
  public static MinuteFeatures restore(TradingCalendar calendar, byte[] state) {
    try {
      ByteBuffer in = ByteBuffer.wrap(state);
      if (in.get() != FORMAT) {
        throw corrupt(state);
      }
      MinuteFeatures fold = new MinuteFeatures(calendar);
      fold.last = in.getLong();
      fold.skipped = in.getLong();
      fold.told = in.get();
      fold.ewm.read(in);
      fold.vwap.read(in);
      fold.imbalance.read(in);
      byte[] ofIndicators = new byte[in.remaining()];
      in.get(ofIndicators);
      fold.indicators = IndicatorSet.restore(ofIndicators);
      return fold;
    } catch (BufferUnderflowException truncated) {
      throw corrupt(state);
    }
  }

  private static TidemarkException corrupt(byte[] state) {
    return TidemarkException.of(
            ErrorCode.CORRUPT,
            "State of minute features cannot be restored",
            "the bytes are not a state of this version",
            "Rebuild the state from the first bar of the series")
        .withDetail("bytes", state.length);
  }
}
