package dev.tidemark.analysis.simulate;

import dev.tidemark.analysis.result.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * The one position of a configuration, moved bar by bar. Decisions use closes, fills use the next
 * open or the scheduled close of a session, so nothing can look ahead. Steps are those of spec
 * §4.5, in its order.
 */
public final class TradeMachine {
  private final TradeRules rules;
  private final byte[] schedule;
  private final TradeLog log;

  private int position;
  private int entryBar;
  private double entryPrice;
  private int pendingEntry;
  private @Nullable ExitReason pendingExit;
  private boolean armed = true;
  private int lastBar;
  private double lastClose;

  public TradeMachine(TradeRules rules, Schedule schedule, TradeLog log) {
    this.rules = rules;
    this.schedule = schedule.flags();
    this.log = log;
  }

  /** Forgets position and orders; what was logged stays. */
  public void reset() {
    position = 0;
    pendingEntry = 0;
    pendingExit = null;
    armed = true;
  }

  /**
   * Moves over bars {@code from .. to - 1}, which follow those of the last call; arrays are indexed
   * by bar. A missing bar has no close (NaN); a signal that is not finite is null.
   */
  public void run(int from, int to, double[] open, double[] close, double[] signal) {
    for (int t = from; t < to; t++) {
      step(t, open[t], close[t], signal[t]);
    }
  }

  /**
   * Moves over bars of one of several paths.
   *
   * @param at row of bar {@code from}
   * @param lane column of the path
   */
  public void run(
      int from, int to, double[][] open, double[][] close, double[][] signal, int at, int lane) {
    for (int t = from, row = at; t < to; t++, row++) {
      step(t, open[row][lane], close[row][lane], signal[row][lane]);
    }
  }

  private void step(int t, double open, double close, double s) {
    int flags = schedule[t];
    if ((flags & Schedule.RESET) != 0) {
      if (position != 0) {
        exit(lastBar, lastClose, ExitReason.SESSION_END_STALE);
      }
      reset();
    }
    boolean valid = !Double.isNaN(close);
    if (pendingExit != null && valid) {
      exit(t, open, pendingExit);
    }
    if (pendingEntry != 0) {
      if (valid) {
        enter(t, open);
      }
      pendingEntry = 0;
    }
    if (valid) {
      lastBar = t;
      lastClose = close;
    }
    if ((flags & (Schedule.FLATTEN | Schedule.END)) != 0) {
      end(flags, valid);
    } else if (valid && Double.isFinite(s)) {
      decide(t, flags, s);
    } else if (valid) {
      time(t);
    }
  }

  private void end(int flags, boolean valid) {
    if (position == 0) {
      return;
    }
    if (valid && (flags & Schedule.FLATTEN) != 0) {
      exit(lastBar, lastClose, ExitReason.SESSION_END);
    } else if ((flags & Schedule.END) != 0) {
      exit(lastBar, lastClose, ExitReason.DATA_END);
    }
  }

  private void decide(int t, int flags, double s) {
    if (position != 0 && pendingExit == null) {
      // A short is a long on the mirrored signal.
      double along = position > 0 ? s : -s;
      if (along <= -rules.stop()) {
        pendingExit = ExitReason.STOP;
      } else if (along >= -rules.exit()) {
        pendingExit = ExitReason.TARGET;
      } else {
        time(t);
      }
    }
    if (Math.abs(s) < rules.entry()) {
      armed = true;
    } else if (position == 0 && armed && (flags & Schedule.ENTER_NEXT) != 0) {
      if (s <= -rules.entry()) {
        pendingEntry = rules.side().allowsLong() ? 1 : 0;
      } else {
        pendingEntry = rules.side().allowsShort() ? -1 : 0;
      }
    }
  }

  private void time(int t) {
    if (position != 0 && pendingExit == null && t - entryBar + 1 >= rules.maxHoldingBars()) {
      pendingExit = ExitReason.TIME;
    }
  }

  private void enter(int t, double price) {
    position = pendingEntry;
    entryBar = t;
    entryPrice = price;
    armed = false;
  }

  private void exit(int t, double price, ExitReason reason) {
    log.add(position, entryBar, entryPrice, t, price, reason);
    position = 0;
    pendingExit = null;
  }
}
