package dev.tidemark.analysis.calibrate;

import dev.tidemark.analysis.data.SessionBars;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.time.Session;
import java.util.List;

/** Markets in which there is nothing to find. */
enum NoiseMarket implements Market {
  GAUSSIAN("Gaussian walk", "Independent normal log returns of 7 bps a bar."),
  HEAVY_TAILS(
      "t4, U-shape, stochastic volatility",
      "Student t with 4 degrees; volatility 1.6 times at open and close and 0.7 at noon; log"
          + " volatility of sessions AR(1) 0.95 with innovations of 0.15."),
  LEVERAGE(
      "leverage, skew, drift",
      "Skew-normal shocks (delta -0.7); log volatility AR(1) 0.97 per bar, -0.04 per unit of shock,"
          + " innovations of 0.04; drift 0.05 bps a bar."),
  BOUNCE(
      "bounce 4 bps",
      "Gaussian walk of a mid price; every open and close is printed 4 bps above or below it, each by"
          + " its own coin."),
  COARSE_TICK(
      "coarse tick",
      "Gaussian walk from 100, printed at the nearest multiple of 0.10 (10 bps) while bars move 7"
          + " bps.");

  static final double HALF_SPREAD = 4e-4;
  static final double TICK = 0.1;

  private final String title;
  private final String law;

  NoiseMarket(String title, String law) {
    this.title = title;
    this.law = law;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String law() {
    return law;
  }

  @Override
  public SessionBars bars(List<Session> sessions, PhiloxStream stream) {
    Shocks shocks =
        switch (this) {
          case GAUSSIAN, BOUNCE, COARSE_TICK -> new Shocks.Gaussian(stream);
          case HEAVY_TAILS -> new Shocks.HeavyTails(stream);
          case LEVERAGE -> new Shocks.Leverage(stream);
        };
    Walk walk = Walk.of(sessions, shocks);
    double[] open = walk.openPrices();
    double[] close = walk.closePrices();
    for (int t = 0; t < open.length; t++) {
      open[t] = printed(open[t], shocks);
      close[t] = printed(close[t], shocks);
    }
    return SyntheticBars.of(sessions, this == COARSE_TICK ? TICK : 0.0, open, close);
  }

  private double printed(double price, Shocks shocks) {
    return switch (this) {
      case GAUSSIAN, HEAVY_TAILS, LEVERAGE -> price;
      case BOUNCE -> price * (1 + HALF_SPREAD * shocks.sign());
      case COARSE_TICK -> Math.rint(price / TICK) * TICK;
    };
  }
}
