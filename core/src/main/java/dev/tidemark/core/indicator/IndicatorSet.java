package dev.tidemark.core.indicator;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.number.Int128;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The selected indicators of one series (one instrument at one timeframe), as one fold over its
 * grid.
 *
 * <p>Batch ({@link #run}), stream ({@link #bar}) and replay execute the same step, so their doubles
 * agree bit for bit, also when the state was saved ({@link #state}) and restored at any bar. Only
 * the folds behind the selected columns are computed; indicators of the same window share it.
 *
 * <p>NaN in the output is null. An empty or invalid bar gives null in every column but the session
 * VWAP, which keeps its value. The output at a bar depends on that bar and earlier ones only; as a
 * feature it is known at the <em>close</em> of the bar, never at its label. Not thread-safe.
 */
public final class IndicatorSet {
  private static final int STATE_FORMAT = 0x54_4d_49_01;
  private static final int HEADER_BYTES = 2 * Integer.BYTES + 2 * Double.BYTES + 1 + Integer.BYTES;
  private static final int WINDOW = 20;
  private static final int WILDER = 14;

  private final EnumSet<Indicator> selected = EnumSet.noneOf(Indicator.class);
  private final double minutesPerYear;
  private final int[] ordinals;
  private final double[] values = new double[Indicator.all().size()];

  private final boolean deviation;
  private final @Nullable Bollinger bollinger;
  private final @Nullable Ema ema;
  private final @Nullable Rsi rsi;
  private final @Nullable Macd macd;
  private final @Nullable Atr atr;
  private final @Nullable Adx adx;
  private final @Nullable Stochastic stochastic;
  private final @Nullable Obv obv;
  private final @Nullable RealisedVolatility volatility;
  private final @Nullable SessionVwap vwap;
  private final Fold[] folds;

  private boolean started;
  private int session;

  /**
   * An empty fold.
   *
   * @param columns what to compute
   * @param minutesPerYear trading minutes per year of the instrument's calendar, for {@code
   *     volatility_1h} over one-minute bars; NaN at any other timeframe, where that column is null
   */
  public IndicatorSet(Collection<Indicator> columns, double minutesPerYear) {
    selected.addAll(columns);
    this.minutesPerYear = minutesPerYear;
    this.ordinals = selected.stream().mapToInt(Indicator::ordinal).toArray();
    this.deviation =
        any(
            Indicator.BB_SD,
            Indicator.BB_UPPER,
            Indicator.BB_LOWER,
            Indicator.BB_PCTB,
            Indicator.BB_WIDTH,
            Indicator.ZSCORE_20);
    this.bollinger =
        deviation || any(Indicator.SMA_20, Indicator.BB_MID) ? new Bollinger(WINDOW, 2.0) : null;
    this.ema = any(Indicator.EMA_20) ? new Ema(WINDOW) : null;
    this.rsi = any(Indicator.RSI_14) ? new Rsi(WILDER) : null;
    this.macd = any(Indicator.MACD, Indicator.MACD_SIGNAL, Indicator.MACD_HIST) ? new Macd() : null;
    this.adx =
        any(Indicator.ADX_14, Indicator.PLUS_DI_14, Indicator.MINUS_DI_14) ? new Adx(WILDER) : null;
    this.atr = adx == null && any(Indicator.ATR_14) ? new Atr(WILDER) : null;
    this.stochastic = any(Indicator.STOCH_K, Indicator.STOCH_D) ? new Stochastic(WILDER, 3) : null;
    this.obv = any(Indicator.OBV) ? new Obv() : null;
    this.volatility =
        any(Indicator.VOLATILITY_1H) && !Double.isNaN(minutesPerYear)
            ? new RealisedVolatility(minutesPerYear)
            : null;
    this.vwap = any(Indicator.SESSION_VWAP, Indicator.VWAP_DEV) ? new SessionVwap() : null;
    this.folds =
        Stream.of(bollinger, ema, rsi, macd, atr, adx, stochastic, obv, volatility, vwap)
            .filter(Objects::nonNull)
            .toArray(Fold[]::new);
  }

  private boolean any(Indicator... group) {
    return Stream.of(group).anyMatch(selected::contains);
  }

  /** The selected columns in output order: that of {@link Indicator}, whatever was asked for. */
  public List<Indicator> columns() {
    return List.copyOf(selected);
  }

  /**
   * Consumes rows {@code [from, to)} and writes column k's value of row i to {@code out[k][i]}.
   * Allocates nothing.
   */
  public void run(BarColumns bars, int from, int to, double[][] out) {
    for (int row = from; row < to; row++) {
      row(bars, row);
      for (int k = 0; k < ordinals.length; k++) {
        out[k][row] = finite(values[ordinals[k]]);
      }
    }
  }

  /** All rows of one series from its first bar: {@code out[k][row]}. */
  public static double[][] columns(
      BarColumns bars, int rows, Collection<Indicator> columns, double minutesPerYear) {
    IndicatorSet set = new IndicatorSet(columns, minutesPerYear);
    double[][] out = new double[set.ordinals.length][rows];
    set.run(bars, 0, rows, out);
    return out;
  }

  /**
   * Consumes one bar and writes the columns to {@code out}.
   *
   * @param session changes when a new session begins
   * @param exactVolume volume at scale 8, or null when not known
   * @param exactNotional price × size at scale 16, or null when not known
   */
  public void bar(
      int session,
      double open,
      double high,
      double low,
      double close,
      double volume,
      @Nullable Int128 exactVolume,
      @Nullable Int128 exactNotional,
      double[] out) {
    session(session);
    if (!ValidBar.test(open, high, low, close)) {
      invalid();
    } else {
      prices(high, low, close, volume);
      if (exactVolume == null || exactNotional == null) {
        sessionVwap(close, 0, 0, 0, 0);
      } else {
        sessionVwap(
            close,
            exactVolume.high(),
            exactVolume.low(),
            exactNotional.high(),
            exactNotional.low());
      }
    }
    for (int k = 0; k < ordinals.length; k++) {
      out[k] = finite(values[ordinals[k]]);
    }
  }

  /** {@code count} grid bars in a row are empty. */
  public void missing(int count) {
    for (Fold fold : folds) {
      fold.missing(count);
    }
  }

  private void row(BarColumns bars, int row) {
    int[] missingBefore = bars.missingBefore();
    if (missingBefore != null && missingBefore[row] > 0) {
      missing(missingBefore[row]);
    }
    int[] sessions = bars.session();
    session(sessions == null ? 0 : sessions[row]);
    double high = bars.high()[row];
    double low = bars.low()[row];
    double close = bars.close()[row];
    if (!ValidBar.test(bars.open()[row], high, low, close)) {
      invalid();
      return;
    }
    prices(high, low, close, bars.volume()[row]);
    if (vwap != null) {
      ExactColumn volume = bars.exactVolume();
      ExactColumn notional = bars.exactNotional();
      if (volume == null || notional == null || volume.isNull(row) || notional.isNull(row)) {
        sessionVwap(close, 0, 0, 0, 0);
      } else {
        sessionVwap(
            close,
            volume.high()[row],
            volume.low()[row],
            notional.high()[row],
            notional.low()[row]);
      }
    }
  }

  private void session(int now) {
    if (now != session || !started) {
      started = true;
      session = now;
      if (volatility != null) {
        volatility.session();
      }
      if (vwap != null) {
        vwap.session();
      }
    }
  }

  private void invalid() {
    missing(1);
    Arrays.fill(values, Double.NaN);
    if (vwap != null) {
      values[Indicator.SESSION_VWAP.ordinal()] = vwap.value();
    }
  }

  private void prices(double high, double low, double close, double volume) {
    double[] v = values;
    if (bollinger != null) {
      window(bollinger, close);
    }
    if (ema != null) {
      v[Indicator.EMA_20.ordinal()] = ema.update(close);
    }
    if (rsi != null) {
      v[Indicator.RSI_14.ordinal()] = rsi.update(close);
    }
    if (macd != null) {
      macd.update(close);
      v[Indicator.MACD.ordinal()] = macd.macd();
      v[Indicator.MACD_SIGNAL.ordinal()] = macd.signal();
      v[Indicator.MACD_HIST.ordinal()] = macd.histogram();
    }
    if (adx != null) {
      adx.update(high, low, close);
      v[Indicator.ATR_14.ordinal()] = adx.averageTrueRange();
      v[Indicator.ADX_14.ordinal()] = adx.adx();
      v[Indicator.PLUS_DI_14.ordinal()] = adx.plusDi();
      v[Indicator.MINUS_DI_14.ordinal()] = adx.minusDi();
    } else if (atr != null) {
      v[Indicator.ATR_14.ordinal()] = atr.update(high, low, close);
    }
    if (stochastic != null) {
      stochastic.update(high, low, close);
      v[Indicator.STOCH_K.ordinal()] = stochastic.k();
      v[Indicator.STOCH_D.ordinal()] = stochastic.d();
    }
    if (obv != null) {
      v[Indicator.OBV.ordinal()] = obv.update(close, volume);
    }
    if (volatility != null) {
      v[Indicator.VOLATILITY_1H.ordinal()] = volatility.update(close);
    } else {
      v[Indicator.VOLATILITY_1H.ordinal()] = Double.NaN;
    }
  }

  private void window(Bollinger bands, double close) {
    if (deviation) {
      bands.update(close);
      values[Indicator.BB_SD.ordinal()] = bands.sd();
      values[Indicator.BB_UPPER.ordinal()] = bands.upper();
      values[Indicator.BB_LOWER.ordinal()] = bands.lower();
      values[Indicator.BB_PCTB.ordinal()] = bands.percentB();
      values[Indicator.BB_WIDTH.ordinal()] = bands.bandwidth();
      values[Indicator.ZSCORE_20.ordinal()] = bands.zScore();
    } else {
      bands.updateMid(close);
    }
    values[Indicator.SMA_20.ordinal()] = bands.mid();
    values[Indicator.BB_MID.ordinal()] = bands.mid();
  }

  private void sessionVwap(
      double close, long volumeHigh, long volumeLow, long notionalHigh, long notionalLow) {
    if (vwap != null) {
      values[Indicator.SESSION_VWAP.ordinal()] =
          vwap.update(volumeHigh, volumeLow, notionalHigh, notionalLow);
      values[Indicator.VWAP_DEV.ordinal()] = vwap.deviation(close);
    }
  }

  /**
   * No component passes on an infinity: prices near the end of the double range overflow to null.
   */
  private static double finite(double x) {
    return Math.abs(x) <= Double.MAX_VALUE ? x : Double.NaN;
  }

  /** The state as raw 64-bit values, with the selection; its size depends on the selection only. */
  public byte[] state() {
    ByteBuffer out = ByteBuffer.allocate(stateBytes());
    out.putInt(STATE_FORMAT).putInt(mask()).putDouble(minutesPerYear);
    out.put((byte) (started ? 1 : 0)).putInt(session);
    for (Fold fold : folds) {
      fold.write(out);
    }
    return out.array();
  }

  private int stateBytes() {
    return HEADER_BYTES + Arrays.stream(folds).mapToInt(Fold::stateBytes).sum();
  }

  private int mask() {
    return Arrays.stream(ordinals).map(ordinal -> 1 << ordinal).sum();
  }

  /** The set that continues where the one that wrote {@code state} stopped. */
  public static IndicatorSet restore(byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state);
    try {
      if (in.getInt() != STATE_FORMAT) {
        throw corrupt(state);
      }
      int mask = in.getInt();
      List<Indicator> columns =
          Indicator.all().stream().filter(i -> (mask & 1 << i.ordinal()) != 0).toList();
      IndicatorSet set = new IndicatorSet(columns, in.getDouble());
      set.started = in.get() != 0;
      set.session = in.getInt();
      if (in.remaining() != set.stateBytes() - in.position()) {
        throw corrupt(state);
      }
      for (Fold fold : set.folds) {
        fold.read(in);
      }
      return set;
    } catch (BufferUnderflowException truncated) {
      throw corrupt(state);
    }
  }

  private static TidemarkException corrupt(byte[] state) {
    return TidemarkException.of(
            ErrorCode.CORRUPT,
            "Indicator state cannot be restored",
            "the bytes are not a state of this version",
            "Rebuild the state from the first bar of the series")
        .withDetail("bytes", state.length);
  }

  /** An independent set in the same state. */
  public IndicatorSet copy() {
    IndicatorSet copy = new IndicatorSet(selected, minutesPerYear);
    copy.copyFrom(this);
    return copy;
  }

  /** Becomes equal to {@code other}, a set with the same columns; cheaper than {@link #copy}. */
  public void copyFrom(IndicatorSet other) {
    if (!selected.equals(other.selected) || folds.length != other.folds.length) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Indicator state cannot be copied",
              "the other set computes other columns",
              "Use copy()")
          .withDetail("columns", selected)
          .withDetail("other", other.selected);
    }
    started = other.started;
    session = other.session;
    for (int i = 0; i < folds.length; i++) {
      folds[i].copyFrom(other.folds[i]);
    }
  }
}
