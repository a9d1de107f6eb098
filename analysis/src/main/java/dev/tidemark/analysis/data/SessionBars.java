package dev.tidemark.analysis.data;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.hash.Sha256;
import dev.tidemark.core.indicator.ValidBar;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Session;
import dev.tidemark.core.time.SessionGrid;
import dev.tidemark.core.time.Timeframe;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bars of consecutive sessions on their grid. The flat index t runs over every expected bar of
 * every session; a bar that is not there, or not valid (spec §0.6), is NaN in all price columns.
 *
 * <p>The arrays are the object's own; callers only read them. Carries the {@code data_hash} (spec
 * §4.2) of the logical rows, in total and per session.
 */
public final class SessionBars {
  private final Timeframe interval;
  private final List<Session> sessions;
  private final int[] offsets;
  private final double tickSize;
  private final double[] open;
  private final double[] high;
  private final double[] low;
  private final double[] close;
  private final double[] volume;
  private final double[] vwap;
  private final int present;
  private final String dataHash;
  private final List<String> sessionHashes;

  private SessionBars(Builder from) {
    interval = from.interval;
    sessions = List.copyOf(from.sessions);
    offsets = from.offsets;
    tickSize = from.tickSize;
    open = from.open;
    high = from.high;
    low = from.low;
    close = from.close;
    volume = from.volume;
    vwap = from.vwap;
    present = from.present;
    dataHash = HexFormat.of().formatHex(from.digest.digest());
    sessionHashes = List.copyOf(from.sessionHashes);
  }

  public Timeframe interval() {
    return interval;
  }

  public List<Session> sessions() {
    return sessions;
  }

  /** Expected bars in all sessions. */
  public int bars() {
    return offsets[sessions.size()];
  }

  /** Bars that are there and valid. */
  public int present() {
    return present;
  }

  /** Flat index of the first bar of a session; of {@code sessions().size()}, the bar count. */
  public int offset(int session) {
    return offsets[session];
  }

  /** Grid bars of a session. */
  public int bars(int session) {
    return offsets[session + 1] - offsets[session];
  }

  /** Smallest price step of the instrument; 0 if not known. */
  public double tickSize() {
    return tickSize;
  }

  public double[] open() {
    return open;
  }

  public double[] high() {
    return high;
  }

  public double[] low() {
    return low;
  }

  public double[] close() {
    return close;
  }

  public double[] volume() {
    return volume;
  }

  /** NaN where the bar has none. */
  public double[] vwap() {
    return vwap;
  }

  /** SHA-256, hex, over the lines of all delivered bars. */
  public String dataHash() {
    return dataHash;
  }

  /** SHA-256, hex, over the lines of each session: they name the place where two inputs differ. */
  public List<String> sessionHashes() {
    return sessionHashes;
  }

  /** Collects bars in ascending order of their labels. Not thread-safe. */
  public static final class Builder {
    private final Timeframe interval;
    private final List<Session> sessions;
    private final int[] offsets;
    private final double tickSize;
    private final double[] open;
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final double[] volume;
    private final double[] vwap;
    private final MessageDigest digest = Sha256.digest();
    private final MessageDigest sessionDigest = Sha256.digest();
    private final List<String> sessionHashes = new ArrayList<>();
    private final StringBuilder line = new StringBuilder(128);
    private int session;
    private long lastLabel = Long.MIN_VALUE;
    private int present;

    /**
     * @param sessions all sessions of the horizon, also those without bars, oldest first
     * @param tickSize 0 if not known
     */
    public Builder(Timeframe interval, List<Session> sessions, double tickSize) {
      this.interval = interval;
      this.sessions = sessions;
      this.tickSize = tickSize;
      offsets = new int[sessions.size() + 1];
      for (int s = 0; s < sessions.size(); s++) {
        offsets[s + 1] = offsets[s] + SessionGrid.bars(sessions.get(s), interval);
      }
      int bars = offsets[sessions.size()];
      open = missing(bars);
      high = missing(bars);
      low = missing(bars);
      close = missing(bars);
      volume = new double[bars];
      vwap = missing(bars);
    }

    /**
     * Adds a bar. One whose label is on no grid of the horizon is left out, and so is one outside
     * every session; the hash does not cover it.
     *
     * @param label start of the bar, nanoseconds UTC
     * @return whether the bar was taken
     * @throws TidemarkException INVALID_INPUT if the label is not after the previous one
     */
    public boolean bar(
        long label,
        BigDecimal openPrice,
        BigDecimal highPrice,
        BigDecimal lowPrice,
        BigDecimal closePrice,
        BigDecimal barVolume,
        @Nullable BigDecimal barVwap) {
      int t = slot(label);
      if (t < 0) {
        return false;
      }
      digest(
          label,
          text(openPrice),
          text(highPrice),
          text(lowPrice),
          text(closePrice),
          text(barVolume),
          barVwap == null ? "" : text(barVwap));
      put(
          t,
          openPrice.doubleValue(),
          highPrice.doubleValue(),
          lowPrice.doubleValue(),
          closePrice.doubleValue(),
          barVolume.doubleValue(),
          barVwap == null ? Double.NaN : barVwap.doubleValue());
      return true;
    }

    /**
     * As {@link #bar(long, BigDecimal, BigDecimal, BigDecimal, BigDecimal, BigDecimal, BigDecimal)}
     * with the unscaled values of the lake: prices and volume at scale 8, vwap at scale 12.
     */
    public boolean bar(
        long label,
        long openPrice,
        long highPrice,
        long lowPrice,
        long closePrice,
        Int128 barVolume,
        @Nullable Int128 barVwap) {
      int t = slot(label);
      if (t < 0) {
        return false;
      }
      digest(
          label,
          Decimals.toPlainString(openPrice, Decimals.PRICE_SCALE),
          Decimals.toPlainString(highPrice, Decimals.PRICE_SCALE),
          Decimals.toPlainString(lowPrice, Decimals.PRICE_SCALE),
          Decimals.toPlainString(closePrice, Decimals.PRICE_SCALE),
          text(barVolume, Decimals.PRICE_SCALE),
          barVwap == null ? "" : text(barVwap, Decimals.VWAP_SCALE));
      put(
          t,
          Decimals.toDouble(openPrice, Decimals.PRICE_SCALE),
          Decimals.toDouble(highPrice, Decimals.PRICE_SCALE),
          Decimals.toDouble(lowPrice, Decimals.PRICE_SCALE),
          Decimals.toDouble(closePrice, Decimals.PRICE_SCALE),
          barVolume.toDouble(Decimals.PRICE_SCALE),
          barVwap == null ? Double.NaN : barVwap.toDouble(Decimals.VWAP_SCALE));
      return true;
    }

    /** The flat index of a label, -1 when it is on no grid of the horizon. */
    private int slot(long label) {
      if (label <= lastLabel) {
        throw TidemarkException.of(
                ErrorCode.INVALID_INPUT,
                "Bars are out of order",
                "a bar does not follow the one before it",
                "Sort the bars by time and keep one per label")
            .withDetail("label", label)
            .withDetail("previous", lastLabel);
      }
      lastLabel = label;
      while (session < sessions.size() && label >= sessions.get(session).closeNanos()) {
        endSession();
      }
      if (session == sessions.size() || !sessions.get(session).contains(label)) {
        return -1;
      }
      Session owner = sessions.get(session);
      int k = SessionGrid.index(owner, interval, label);
      return SessionGrid.bar(owner, interval, k).startNanos() == label ? offsets[session] + k : -1;
    }

    private void put(int t, double o, double h, double l, double c, double v, double vw) {
      if (ValidBar.test(o, h, l, c)) {
        open[t] = o;
        high[t] = h;
        low[t] = l;
        close[t] = c;
        volume[t] = Math.max(0, v);
        vwap[t] = vw;
        present++;
      }
    }

    public SessionBars build() {
      while (session < sessions.size()) {
        endSession();
      }
      return new SessionBars(this);
    }

    private void endSession() {
      sessionHashes.add(HexFormat.of().formatHex(sessionDigest.digest()));
      session++;
    }

    private void digest(long label, String o, String h, String l, String c, String v, String vw) {
      line.setLength(0);
      line.append(Instant.ofEpochSecond(Math.floorDiv(label, 1_000_000_000L)));
      line.append(',').append(o).append(',').append(h).append(',').append(l);
      line.append(',').append(c).append(',').append(v).append(',').append(vw).append('\n');
      byte[] bytes = line.toString().getBytes(StandardCharsets.US_ASCII);
      digest.update(bytes);
      sessionDigest.update(bytes);
    }

    private static String text(BigDecimal value) {
      return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String text(Int128 value, int scale) {
      return value.fitsLong()
          ? Decimals.toPlainString(value.low(), scale)
          : text(value.toBigDecimal(scale));
    }

    private static double[] missing(int bars) {
      double[] column = new double[bars];
      Arrays.fill(column, Double.NaN);
      return column;
    }
  }
}
