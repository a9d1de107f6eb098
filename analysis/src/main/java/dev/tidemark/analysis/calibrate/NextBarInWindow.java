package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.SignalType;
import dev.tidemark.analysis.signal.Signals;
import java.util.Arrays;

/** A signal whose window ends one bar after the bar it is dated. */
record NextBarInWindow(long seed) implements Mutant {
  private static final int SESSIONS = 4;
  private static final int LOOKBACK = 20;

  private interface SignalRule {
    double[] of(SignalType type, SessionLayout layout, PricePath prices, double[] volume);
  }

  @Override
  public MutantVerdict examine() {
    SignalRule real =
        (type, layout, prices, volume) -> Signals.of(type, LOOKBACK, layout, prices, volume);
    SignalRule mutant =
        (type, layout, prices, volume) -> {
          double[] signal = Signals.of(type, LOOKBACK, layout, prices, volume);
          double[] ahead = Arrays.copyOfRange(signal, 1, signal.length + 1);
          ahead[ahead.length - 1] = Double.NaN;
          return ahead;
        };
    int cuts = SESSIONS * SyntheticBars.BARS_PER_SESSION - 1;
    int realChanges = changes(real);
    int mutantChanges = changes(mutant);
    return new MutantVerdict(
        "next_bar_in_window",
        "signal window includes bar t+1",
        "prefix invariance: other prices after t change no signal dated t or before",
        mutantChanges > 0,
        realChanges > 0,
        "the past changed at %d against %d of %d cuts × 3 signals"
            .formatted(mutantChanges, realChanges, cuts));
  }

  /** Cuts at which the past depends on the future. */
  private int changes(SignalRule rule) {
    SessionBars bars =
        NoiseMarket.GAUSSIAN.bars(SyntheticBars.sessions(SESSIONS), Shocks.stream(seed, 22, 0));
    SessionBars other =
        NoiseMarket.GAUSSIAN.bars(SyntheticBars.sessions(SESSIONS), Shocks.stream(seed, 22, 1));
    SessionLayout layout = SessionLayout.of(bars);
    int changes = 0;
    for (SignalType type : SignalType.values()) {
      double[] whole = rule.of(type, layout, prices(bars, other, layout.bars()), bars.volume());
      for (int cut = 1; cut < layout.bars(); cut++) {
        double[] again = rule.of(type, layout, prices(bars, other, cut), bars.volume());
        changes += Arrays.mismatch(whole, 0, cut, again, 0, cut) >= 0 ? 1 : 0;
      }
    }
    return changes;
  }

  /** The first bars of one market, the rest of another; the average price is that of the bar. */
  private static PricePath prices(SessionBars first, SessionBars rest, int cut) {
    double[] open = spliced(first.open(), rest.open(), cut);
    double[] close = spliced(first.close(), rest.close(), cut);
    double[] vwap = new double[open.length];
    for (int t = 0; t < vwap.length; t++) {
      vwap[t] = (open[t] + close[t]) / 2;
    }
    return new PricePath(open, close, vwap);
  }

  private static double[] spliced(double[] first, double[] rest, int cut) {
    double[] all = rest.clone();
    System.arraycopy(first, 0, all, 0, cut);
    return all;
  }
}
