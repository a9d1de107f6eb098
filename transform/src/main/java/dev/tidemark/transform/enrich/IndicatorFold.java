package dev.tidemark.transform.enrich;

import dev.tidemark.core.indicator.BarColumns;
import dev.tidemark.core.indicator.ExactColumn;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.indicator.IndicatorSet;
import dev.tidemark.core.number.Decimals;
import dev.tidemark.core.number.Int128;
import dev.tidemark.core.regime.MarketRegime;
import dev.tidemark.transform.bars.BarField;
import dev.tidemark.transform.bars.BarRows;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * All indicators of a bar, then its regime: {@link Indicator#all} in order, the regime's ordinal,
 * its direction and the volatility rank.
 */
final class IndicatorFold implements BarFold {
  static final int INDICATORS = Indicator.all().size();
  static final int REGIME = INDICATORS;
  static final int DIRECTION = INDICATORS + 1;
  static final int RANK = INDICATORS + 2;
  static final int WIDTH = INDICATORS + 3;

  private static final int ADX = Indicator.ADX_14.ordinal();
  private static final int PLUS_DI = Indicator.PLUS_DI_14.ordinal();
  private static final int MINUS_DI = Indicator.MINUS_DI_14.ordinal();
  private static final int ATR = Indicator.ATR_14.ordinal();

  private final double minutesPerYear;
  private final double[] values = new double[INDICATORS];
  private IndicatorSet indicators;
  private MarketRegime regime = new MarketRegime();

  // Scratch of run().
  private double[][] prices = new double[5][0];

  /**
   * An empty fold.
   *
   * @param minutesPerYear of the calendar, for the volatility of one-minute bars; NaN at any other
   *     timeframe
   */
  IndicatorFold(double minutesPerYear) {
    this.minutesPerYear = minutesPerYear;
    this.indicators = new IndicatorSet(Indicator.all(), minutesPerYear);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void missing(long count) {
    indicators.missing((int) Math.min(count, Integer.MAX_VALUE));
  }

  @Override
  public void bar(int session, BarRows rows, int row, double[] out, int at) {
    double close = price(rows, BarField.CLOSE, row);
    Int128 volume =
        new Int128(rows.get(BarField.VOLUME_HIGH, row), rows.get(BarField.VOLUME_LOW, row));
    Int128 notional =
        rows.isNull(BarRows.NO_NOTIONAL, row)
            ? null
            : new Int128(
                rows.get(BarField.NOTIONAL_HIGH, row), rows.get(BarField.NOTIONAL_LOW, row));
    indicators.bar(
        session,
        price(rows, BarField.OPEN, row),
        price(rows, BarField.HIGH, row),
        price(rows, BarField.LOW, row),
        close,
        volume.toDouble(Decimals.PRICE_SCALE),
        volume,
        notional,
        values);
    System.arraycopy(values, 0, out, at, INDICATORS);
    regime.update(values[ADX], values[PLUS_DI], values[MINUS_DI], values[ATR], close);
    out[at + REGIME] = regime.regime().ordinal();
    out[at + DIRECTION] = regime.direction();
    out[at + RANK] = regime.volatilityRank();
  }

  @Override
  public void run(
      BarRows rows, int from, int to, int[] missingBefore, int[] session, double[][] out) {
    indicators.run(columns(rows, from, to, missingBefore, session), from, to, out);
    double[] close = prices[3];
    for (int row = from; row < to; row++) {
      regime.update(
          out[ADX][row], out[PLUS_DI][row], out[MINUS_DI][row], out[ATR][row], close[row]);
      out[REGIME][row] = regime.regime().ordinal();
      out[DIRECTION][row] = regime.direction();
      out[RANK][row] = regime.volatilityRank();
    }
  }

  private BarColumns columns(BarRows rows, int from, int to, int[] missingBefore, int[] session) {
    if (prices[0].length < to) {
      prices = new double[5][rows.size()];
    }
    BitSet noNotional = new BitSet();
    for (int row = from; row < to; row++) {
      prices[0][row] = price(rows, BarField.OPEN, row);
      prices[1][row] = price(rows, BarField.HIGH, row);
      prices[2][row] = price(rows, BarField.LOW, row);
      prices[3][row] = price(rows, BarField.CLOSE, row);
      long high = rows.get(BarField.VOLUME_HIGH, row);
      long low = rows.get(BarField.VOLUME_LOW, row);
      prices[4][row] =
          high == low >> 63
              ? Decimals.toDouble(low, Decimals.PRICE_SCALE)
              : new Int128(high, low).toDouble(Decimals.PRICE_SCALE);
      if (rows.isNull(BarRows.NO_NOTIONAL, row)) {
        noNotional.set(row);
      }
    }
    ExactColumn volumes =
        new ExactColumn(rows.column(BarField.VOLUME_HIGH), rows.column(BarField.VOLUME_LOW), null);
    ExactColumn notionals =
        new ExactColumn(
            rows.column(BarField.NOTIONAL_HIGH), rows.column(BarField.NOTIONAL_LOW), noNotional);
    return BarColumns.of(prices[0], prices[1], prices[2], prices[3], prices[4])
        .withSessions(session)
        .withMissingBefore(missingBefore)
        .withExact(volumes, notionals);
  }

  private static double price(BarRows rows, BarField field, int row) {
    return rows.isNull(BarRows.NO_PRICES, row)
        ? Double.NaN
        : Decimals.toDouble(rows.get(field, row), Decimals.PRICE_SCALE);
  }

  @Override
  public byte[] state() {
    byte[] first = indicators.state();
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + first.length + regime.stateBytes());
    out.putInt(first.length).put(first);
    regime.write(out);
    return out.array();
  }

  @Override
  public void restore(byte[] state) {
    ByteBuffer in = ByteBuffer.wrap(state);
    byte[] first = new byte[in.getInt()];
    in.get(first);
    indicators = IndicatorSet.restore(first);
    regime.read(in);
  }

  @Override
  public void reset() {
    indicators = new IndicatorSet(Indicator.all(), minutesPerYear);
    regime = new MarketRegime();
  }
}
