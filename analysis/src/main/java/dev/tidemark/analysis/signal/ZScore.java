package dev.tidemark.analysis.signal;

import dev.tidemark.core.indicator.Bollinger;

/** Population z-score of the close over the last {@code n} closes. */
final class ZScore implements Deviation {
  private final Bollinger window;

  ZScore(int n) {
    window = new Bollinger(n, 2);
  }

  @Override
  public void session() {}

  @Override
  public void missing() {
    window.missing(1);
  }

  @Override
  public double update(double close, double volume, double vwap) {
    window.update(close);
    return window.zScore();
  }
}
