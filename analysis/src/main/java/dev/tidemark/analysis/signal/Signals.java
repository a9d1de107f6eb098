package dev.tidemark.analysis.signal;

import dev.tidemark.analysis.data.PricePath;
import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.params.SignalType;

/** The signal of a whole path, bar by bar (spec §4.3). */
public final class Signals {
  private Signals() {}

  /**
   * The signal at the close of every bar, computed from bars up to it; NaN for null.
   *
   * @param volume 0 where there is none
   */
  public static double[] of(
      SignalType type, int lookback, SessionLayout layout, PricePath prices, double[] volume) {
    Deviation fold =
        switch (type) {
          case ZSCORE -> new ZScore(lookback);
          case EMA_DEV -> new EmaDeviation(lookback);
          case VWAP_DEV -> new VwapDeviation(lookback);
        };
    double[] signal = new double[layout.bars()];
    for (int t = 0; t < signal.length; t++) {
      if (layout.first(t)) {
        fold.session();
      }
      if (prices.valid(t)) {
        signal[t] = fold.update(prices.close()[t], volume[t], prices.vwap()[t]);
      } else {
        fold.missing();
        signal[t] = Double.NaN;
      }
    }
    return signal;
  }
}
