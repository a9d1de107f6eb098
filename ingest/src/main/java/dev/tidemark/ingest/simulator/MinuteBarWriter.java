package dev.tidemark.ingest.simulator;

import dev.tidemark.core.number.Int128;

/** Turns the efficient path of a session into minute bars on the tick grid. Stateless. */
final class MinuteBarWriter {
  private final MarketModel model;
  private final long tick;
  private final long lot;
  private final double halfSpread;

  MinuteBarWriter(MarketModel model) {
    this.model = model;
    this.tick = model.price().tickUnscaled();
    this.lot = model.activity().lotUnscaled();
    this.halfSpread = model.price().halfSpreadTicks();
  }

  /** Appends the bars of one session. */
  void write(SessionPlan plan, SessionShape shape, SessionPath path, SimulatedBars out) {
    double lots = model.activity().lotsPerSession() * plan.volumeFactor();
    double emptyShare = model.activity().emptyShare();
    long start = plan.window().openNanos();
    for (int i = 0; i < path.minutes(); i++) {
      if (emptyShare > 0.0 && path.uniform(i, SessionPath.W_EMPTY) < emptyShare) {
        continue;
      }
      int row = out.next();
      out.label[row] = start + i * SessionWindow.MINUTE_NANOS;
      out.end[row] = out.label[row] + SessionWindow.MINUTE_NANOS;
      out.partial[row] = false;
      writeRow(path, i, lots * shape.profile().volume(i), out, row);
    }
  }

  private void writeRow(SessionPath path, int i, double meanLots, SimulatedBars out, int row) {
    // Volume follows volatility less than proportionally, and is log-normal around it.
    double shock = 0.45 * path.normal(i, SessionPath.W_VOLUME) - 0.1;
    long lots = Math.max(1L, Math.round(meanLots * StrictMath.exp(0.8 * path.logVol(i) + shock)));
    double perTrade =
        model.activity().lotsPerTrade() * (0.7 + 0.6 * path.uniform(i, SessionPath.W_COUNT));
    long trades = Math.max(1L, Math.min(lots, Math.round(lots / perTrade)));

    int bounce = path.word(i, SessionPath.W_BOUNCE);
    double from = path.open(i);
    double to = path.mark(i + 1);
    long open = onGrid(from, (bounce & 1) == 0 ? halfSpread : -halfSpread);
    long close = trades == 1 ? open : onGrid(to, (bounce & 2) == 0 ? halfSpread : -halfSpread);
    long high = Math.max(open, close);
    long low = Math.min(open, close);
    if (trades > 2) {
      double step = to - from;
      double variance = path.restVariance(i);
      high =
          Math.max(
              high,
              onGrid(from + rise(step, variance, path.uniform(i, SessionPath.W_HIGH)), halfSpread));
      low =
          Math.min(
              low,
              onGrid(
                  from - rise(-step, variance, path.uniform(i, SessionPath.W_LOW)), -halfSpread));
    }
    out.open[row] = open * tick;
    out.close[row] = close * tick;
    out.high[row] = high * tick;
    out.low[row] = low * tick;
    out.volume[row] = Math.multiplyExact(lots, lot);
    out.tradeCount[row] = trades;
    out.buyVolume[row] = Math.round(lots * buyShare(path, i, to - from)) * lot;
    writeNotional(
        lots,
        low,
        excess(lots, open, high, low, close, path.uniform(i, SessionPath.W_VWAP)),
        out,
        row);
  }

  /**
   * Maximum of a Brownian bridge above its start: {@code (r + sqrt(r^2 - 2 v ln u)) / 2} for step
   * {@code r} and variance {@code v}.
   */
  private static double rise(double step, double variance, double uniform) {
    return 0.5 * (step + Math.sqrt(step * step - 2.0 * variance * StrictMath.log(uniform)));
  }

  private static long onGrid(double logTicks, double offset) {
    return Math.max(1L, Math.round(StrictMath.exp(logTicks) + offset));
  }

  private static double buyShare(SessionPath path, int i, double step) {
    double lean = step / Math.sqrt(path.restVariance(i));
    double share =
        0.5
            + 0.5 * (path.uniform(i, SessionPath.W_BUY) - 0.5)
            + 0.12 * Math.max(-2.0, Math.min(2.0, lean));
    return Math.max(0.0, Math.min(1.0, share));
  }

  /** Sum over lots of (price - low) in ticks: places the mean price inside the bar's range. */
  private static long excess(
      long lots, long open, long high, long low, long close, double uniform) {
    long range = high - low;
    if (range == 0) {
      return 0;
    }
    double middle = (0.5 * (open - low) + 0.5 * (close - low)) / range;
    double share = 0.1 + 0.8 * (0.6 * middle + 0.4 * uniform);
    return (long) (share * range * lots);
  }

  private void writeNotional(long lots, long low, long excess, SimulatedBars out, int row) {
    long lotTicks = Math.addExact(Math.multiplyExact(lots, low), excess);
    Int128 notional = Int128.product(lotTicks, Math.multiplyExact(lot, tick));
    out.notionalHigh[row] = notional.high();
    out.notionalLow[row] = notional.low();
  }
}
