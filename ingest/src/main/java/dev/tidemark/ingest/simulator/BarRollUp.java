package dev.tidemark.ingest.simulator;

import dev.tidemark.core.number.Int128;
import dev.tidemark.core.time.Timeframe;

/**
 * Exact roll-up of the minutes of one session: bars are anchored at the session open, the last one
 * is cut by the close, and a day is the whole session. Open first, high max, low min, close last,
 * sums added.
 */
final class BarRollUp {
  private BarRollUp() {}

  /** Appends the bars of {@code out}'s timeframe, made of {@code minutes[from .. to)}. */
  static void session(
      SimulatedBars minutes, int from, int to, SessionWindow window, SimulatedBars out) {
    Timeframe timeframe = out.timeframe();
    long length =
        timeframe == Timeframe.D1 ? window.closeNanos() - window.openNanos() : timeframe.nanos();
    long current = -1;
    int row = -1;
    for (int m = from; m < to; m++) {
      long k = (minutes.label[m] - window.openNanos()) / length;
      if (k != current) {
        current = k;
        out.copyRow(minutes, m);
        row = out.size() - 1;
        out.label[row] = window.openNanos() + k * length;
        out.end[row] = Math.min(out.label[row] + length, window.closeNanos());
        out.partial[row] = out.end[row] - out.label[row] < length;
      } else {
        add(minutes, m, out, row);
      }
    }
  }

  private static void add(SimulatedBars minutes, int m, SimulatedBars out, int row) {
    out.high[row] = Math.max(out.high[row], minutes.high[m]);
    out.low[row] = Math.min(out.low[row], minutes.low[m]);
    out.close[row] = minutes.close[m];
    out.volume[row] = Math.addExact(out.volume[row], minutes.volume[m]);
    out.buyVolume[row] += minutes.buyVolume[m];
    out.tradeCount[row] += minutes.tradeCount[m];
    long low = out.notionalLow[row] + minutes.notionalLow[m];
    out.notionalHigh[row] += minutes.notionalHigh[m] + Int128.carry(out.notionalLow[row], low);
    out.notionalLow[row] = low;
  }
}
