package dev.tidemark.analysis.simulate;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.result.ExitReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Spec §4.5, sentence by sentence and without any cleverness. */
final class LiteralSimulator {
  record Closed(
      int direction, int entryBar, double entry, int exitBar, double exit, ExitReason reason) {}

  private LiteralSimulator() {}

  static List<Closed> run(
      TradeRules rules, SessionLayout layout, PricePath prices, double[] signal) {
    List<Closed> trades = new ArrayList<>();
    int pos = 0;
    int entryBar = -1;
    boolean armed = true;
    int pendingEntry = 0;
    @Nullable ExitReason pendingExit = null;
    int bars = layout.bars();
    for (int t = 0; t < bars; t++) {
      boolean overnight = rules.allowOvernight();
      boolean valid = prices.valid(t);
      boolean hasSignal = valid && !Double.isNaN(signal[t]);
      double s = signal[t];
      // 1
      if (layout.first(t) && !overnight) {
        if (pos != 0) {
          int last = lastValid(prices, t - 1);
          trades.add(
              closed(
                  prices, pos, entryBar, last, prices.close()[last], ExitReason.SESSION_END_STALE));
          pos = 0;
        }
        armed = true;
        pendingEntry = 0;
        pendingExit = null;
      }
      // 2
      if (valid && pendingExit != null) {
        trades.add(closed(prices, pos, entryBar, t, prices.open()[t], pendingExit));
        pos = 0;
        pendingExit = null;
      }
      // 3
      if (pendingEntry != 0) {
        if (valid) {
          pos = pendingEntry;
          entryBar = t;
          armed = false;
        }
        pendingEntry = 0;
      }
      // 5, also when the data end with missing bars
      boolean end = t == bars - 1;
      if (layout.last(t) && !overnight && valid) {
        if (pos != 0) {
          trades.add(closed(prices, pos, entryBar, t, prices.close()[t], ExitReason.SESSION_END));
          pos = 0;
        }
        continue;
      }
      if (end) {
        if (pos != 0) {
          int last = lastValid(prices, t);
          trades.add(
              closed(prices, pos, entryBar, last, prices.close()[last], ExitReason.DATA_END));
        }
        continue;
      }
      // 4
      if (!valid) {
        continue;
      }
      // 6
      if (pos != 0 && pendingExit == null) {
        if (hasSignal && (pos > 0 ? s <= -rules.stop() : s >= rules.stop())) {
          pendingExit = ExitReason.STOP;
        } else if (hasSignal && (pos > 0 ? s >= -rules.exit() : s <= rules.exit())) {
          pendingExit = ExitReason.TARGET;
        } else if (t - entryBar + 1 >= rules.maxHoldingBars()) {
          pendingExit = ExitReason.TIME;
        }
      }
      // 7
      if (hasSignal && Math.abs(s) < rules.entry()) {
        armed = true;
      }
      // 8
      boolean next = overnight || layout.session(t + 1) == layout.session(t) && !layout.last(t + 1);
      if (pos == 0 && armed && hasSignal && next) {
        if (s <= -rules.entry() && rules.side().allowsLong()) {
          pendingEntry = 1;
        } else if (s >= rules.entry() && rules.side().allowsShort()) {
          pendingEntry = -1;
        }
      }
    }
    return trades;
  }

  private static Closed closed(
      PricePath prices, int pos, int entryBar, int exitBar, double exit, ExitReason reason) {
    return new Closed(pos, entryBar, prices.open()[entryBar], exitBar, exit, reason);
  }

  private static int lastValid(PricePath prices, int from) {
    int t = from;
    while (!prices.valid(t)) {
      t--;
    }
    return t;
  }
}
