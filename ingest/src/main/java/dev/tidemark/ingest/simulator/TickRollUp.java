package dev.tidemark.ingest.simulator;

import dev.tidemark.core.number.Int128;

/** Minute bars of a session from its trades, exact. */
final class TickRollUp {
  private TickRollUp() {}

  static void minutes(SimulatedTicks ticks, SessionWindow window, SimulatedBars out) {
    long current = -1;
    int row = -1;
    for (int i = 0; i < ticks.trades(); i++) {
      long k = (ticks.tradeTime()[i] - window.openNanos()) / SessionWindow.MINUTE_NANOS;
      long price = ticks.price()[i];
      if (k != current) {
        current = k;
        row = out.next();
        open(out, row, window.openNanos() + k * SessionWindow.MINUTE_NANOS, price);
      }
      long size = ticks.size()[i];
      out.high[row] = Math.max(out.high[row], price);
      out.low[row] = Math.min(out.low[row], price);
      out.close[row] = price;
      out.volume[row] = Math.addExact(out.volume[row], size);
      out.buyVolume[row] += ticks.buy()[i] ? size : 0;
      out.tradeCount[row]++;
      long low = out.notionalLow[row] + price * size;
      out.notionalHigh[row] +=
          Math.multiplyHigh(price, size) + Int128.carry(out.notionalLow[row], low);
      out.notionalLow[row] = low;
    }
  }

  private static void open(SimulatedBars out, int row, long label, long price) {
    out.label[row] = label;
    out.end[row] = label + SessionWindow.MINUTE_NANOS;
    out.open[row] = price;
    out.high[row] = price;
    out.low[row] = price;
    out.close[row] = price;
    out.volume[row] = 0;
    out.notionalHigh[row] = 0;
    out.notionalLow[row] = 0;
    out.buyVolume[row] = 0;
    out.tradeCount[row] = 0;
    out.partial[row] = false;
  }
}
