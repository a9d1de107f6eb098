package dev.tidemark.ingest.simulator;

import dev.tidemark.core.random.NormalQuantile;
import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.time.CalendarId;
import java.util.ArrayList;
import java.util.List;

/**
 * The only sequential part of the generator: regime, volatility, gap and return of each session, a
 * few draws a day, so that the level at any open costs microseconds however long the history is.
 *
 * <p>log volatility {@code h = 0.97 h + s e} (stochastic volatility), the variance of a session is
 * the model's daily variance times the regime's factor squared times {@code exp(2h)}.
 */
final class DailyChain {
  private static final double PERSISTENCE = 0.97;
  private static final double JUMP_PROBABILITY = 0.015;
  private static final double JUMP_SIZE = 3.5;
  private static final int FIRST_WINDOW_WORD = 8;

  private final MarketModel model;
  private final long seed;
  private final SessionShapes shapes;

  DailyChain(MarketModel model, long seed, SessionShapes shapes) {
    this.model = model;
    this.seed = seed;
    this.shapes = shapes;
  }

  /**
   * The plans of consecutive sessions.
   *
   * @param sessions every session since the model's epoch, in order
   */
  List<SessionPlan> plans(List<SessionWindow> sessions) {
    List<SessionPlan> plans = new ArrayList<>(sessions.size());
    PriceModel price = model.price();
    double dailyVariance = price.annualVolatility() * price.annualVolatility() / periods();
    double stationary = price.dailyVolOfVol();
    double step = stationary * Math.sqrt(1.0 - PERSISTENCE * PERSISTENCE);
    double level = StrictMath.log(price.startTicks());
    double logVol = 0.0;
    long lastClose = Long.MIN_VALUE;
    MarketRegimeState regime = MarketRegimeState.RANGE;
    int streamId = model.streamId();
    for (SessionWindow session : sessions) {
      PhiloxStream words = SubStream.DAILY.open(seed, streamId, session.date().toEpochDay());
      boolean first = lastClose == Long.MIN_VALUE;
      regime = regime.next(PhiloxStream.uniform(words.word(0)));
      logVol =
          first ? stationary * normal(words, 1) : PERSISTENCE * logVol + step * normal(words, 1);
      double scale = regime.volatility() * StrictMath.exp(logVol - stationary * stationary);
      if (!first && session.openNanos() > lastClose) {
        level += gap(words, Math.sqrt(dailyVariance * price.gapShare()) * scale);
      }
      SessionShape shape = shapes.of(session);
      double length = (double) session.minutes() / fullSessionMinutes();
      double variance = dailyVariance * (1.0 - price.gapShare()) * scale * scale * length;
      double sigma = Math.sqrt(variance);
      double drift = price.drift() ? regime.drift() / periods() * length : 0.0;
      double base = drift + sigma * Math.sqrt(shape.baseShare()) * normal(words, 5);
      double[] windows = new double[shape.windows().size()];
      for (int w = 0; w < windows.length; w++) {
        windows[w] =
            sigma * Math.sqrt(shape.windowEndShare(w)) * normal(words, FIRST_WINDOW_WORD + w);
      }
      double volume =
          StrictMath.exp(0.25 * normal(words, 6) + 0.6 * StrictMath.log(scale)) * length;
      SessionPlan plan = new SessionPlan(session, regime, sigma, level, base, windows, volume);
      plans.add(plan);
      level = plan.logClose();
      lastClose = session.closeNanos();
    }
    return List.copyOf(plans);
  }

  private static double gap(PhiloxStream words, double sigma) {
    double gap = sigma * normal(words, 2);
    if (PhiloxStream.uniform(words.word(3)) < JUMP_PROBABILITY) {
      gap += JUMP_SIZE * sigma * normal(words, 4);
    }
    return gap;
  }

  private static double normal(PhiloxStream words, int index) {
    return NormalQuantile.of(PhiloxStream.uniform(words.word(index)));
  }

  private int fullSessionMinutes() {
    return model.calendar() == CalendarId.XNYS ? 390 : 1440;
  }

  private double periods() {
    return switch (model.calendar()) {
      case XNYS -> 252.0;
      case CRYPTO_24X7 -> 365.0;
      case FX_24X5 -> 260.0;
    };
  }
}
