package dev.tidemark.ingest.simulator;

import dev.tidemark.core.random.NormalQuantile;
import dev.tidemark.core.random.PhiloxStream;

/**
 * The efficient log price of one session at the minute marks, drawn conditionally on the returns
 * the daily chain has fixed.
 *
 * <p>Base minutes are a Gaussian walk with stochastic variances, bridged to the base return: given
 * the variances the increments are independent normals, so there is nothing to predict. In a
 * planted window the deviation from the window's start follows {@code d_i = phi d_(i-1) + e_i},
 * bridged to the window's return with the exact linear-Gaussian gain {@code phi^(k-i) V_i / V_k}.
 *
 * <p>A path is a reusable workspace, not thread-safe; each thread has its own.
 */
final class SessionPath {
  /** Words per minute: three blocks. */
  static final int WORDS = 12;

  static final int W_OPEN = 0;
  static final int W_REST = 1;
  static final int W_VOL = 2;
  static final int W_VOLUME = 3;
  static final int W_HIGH = 4;
  static final int W_LOW = 5;
  static final int W_VWAP = 6;
  static final int W_BOUNCE = 7;
  static final int W_BUY = 8;
  static final int W_COUNT = 9;
  static final int W_EMPTY = 10;

  /** Share of a minute's variance before its first trade: the close-to-open step. */
  private static final double OPEN_SHARE = 0.02;

  /** Persistence of the fast log volatility, per minute. */
  private static final double VOL_PERSISTENCE = 0.97;

  private int minutes;
  private int[] words = new int[0];
  private double[] mark = new double[0];
  private double[] open = new double[0];
  private double[] variance = new double[0];
  private double[] logVol = new double[0];
  private double[] deviationVariance = new double[0];
  private double[] firstStep = new double[0];
  private double[] restStep = new double[0];

  void generate(MarketModel model, SessionShape shape, SessionPlan plan, PhiloxStream stream) {
    reserve(shape.minutes());
    stream.fill(0, minutes * (WORDS / 4), words, 0);
    drawSteps(model.price().minuteVolOfVol(), shape, plan);
    double level = plan.logOpen();
    double baseTotal = plan.sigma() * plan.sigma() * shape.baseShare();
    double baseGain =
        baseTotal > 0.0 ? (plan.baseReturn() - rawBaseReturn(shape)) / baseTotal : 0.0;
    mark[0] = level;
    int i = 0;
    while (i < minutes) {
      int window = shape.windowOf(i);
      if (window == SessionShape.BASE) {
        double correction = baseGain * variance[i];
        open[i] = mark[i] + firstStep[i] + OPEN_SHARE * correction;
        mark[i + 1] = mark[i] + firstStep[i] + restStep[i] + correction;
        i++;
      } else {
        i = revert(i, shape.windows().get(window), plan.windowReturns()[window]);
      }
    }
  }

  int minutes() {
    return minutes;
  }

  /** Efficient log price, in ticks, at minute mark 0 .. minutes. */
  double mark(int index) {
    return mark[index];
  }

  /** Efficient log price at the first trade of a minute. */
  double open(int minute) {
    return open[minute];
  }

  /** Variance of the log price from the first trade of a minute to its end. */
  double restVariance(int minute) {
    return variance[minute] * (1.0 - OPEN_SHARE);
  }

  /** Fast log volatility of a minute: 0 on average. */
  double logVol(int minute) {
    return logVol[minute];
  }

  int word(int minute, int which) {
    return words[minute * WORDS + which];
  }

  double uniform(int minute, int which) {
    return PhiloxStream.uniform(word(minute, which));
  }

  double normal(int minute, int which) {
    return NormalQuantile.of(uniform(minute, which));
  }

  private void drawSteps(double volOfVol, SessionShape shape, SessionPlan plan) {
    double step = volOfVol * Math.sqrt(1.0 - VOL_PERSISTENCE * VOL_PERSISTENCE);
    double v = volOfVol * normal(0, W_VOL);
    double base = 0.0;
    double[] windowEnd = new double[shape.windows().size()];
    for (int i = 0; i < minutes; i++) {
      if (i > 0) {
        v = VOL_PERSISTENCE * v + step * normal(i, W_VOL);
      }
      logVol[i] = v;
      variance[i] = shape.profile().variance(i) * StrictMath.exp(2.0 * v);
      int w = shape.windowOf(i);
      if (w == SessionShape.BASE) {
        base += variance[i];
      } else {
        double phi = shape.windows().get(w).phiPerMinute();
        windowEnd[w] = phi * phi * windowEnd[w] + variance[i];
      }
    }
    // Each part keeps the total variance that the daily chain has used for its return.
    double sessionVariance = plan.sigma() * plan.sigma();
    double baseScale = base > 0.0 ? sessionVariance * shape.baseShare() / base : 0.0;
    for (int i = 0; i < minutes; i++) {
      int w = shape.windowOf(i);
      variance[i] *=
          w == SessionShape.BASE
              ? baseScale
              : sessionVariance * shape.windowEndShare(w) / windowEnd[w];
      firstStep[i] = Math.sqrt(variance[i] * OPEN_SHARE) * normal(i, W_OPEN);
      restStep[i] = Math.sqrt(variance[i] * (1.0 - OPEN_SHARE)) * normal(i, W_REST);
    }
  }

  private double rawBaseReturn(SessionShape shape) {
    double sum = 0.0;
    for (int i = 0; i < minutes; i++) {
      if (shape.windowOf(i) == SessionShape.BASE) {
        sum += firstStep[i] + restStep[i];
      }
    }
    return sum;
  }

  /** Fills one planted window and returns its end. */
  private int revert(int start, PlantedWindow window, double target) {
    int end = window.endMinute();
    double phi = window.phiPerMinute();
    double anchor = mark[start];
    double deviation = 0.0;
    double sumVariance = 0.0;
    for (int i = start; i < end; i++) {
      deviation = phi * deviation + firstStep[i] + restStep[i];
      sumVariance = phi * phi * sumVariance + variance[i];
      mark[i + 1] = anchor + deviation;
      deviationVariance[i] = sumVariance;
    }
    double miss = target - deviation;
    double decay = 1.0;
    for (int i = end - 1; i >= start; i--) {
      mark[i + 1] += miss * decay * deviationVariance[i] / sumVariance;
      decay *= phi;
    }
    for (int i = start; i < end; i++) {
      open[i] = mark[i] + firstStep[i];
    }
    return end;
  }

  private void reserve(int count) {
    minutes = count;
    if (open.length < count) {
      words = new int[count * WORDS];
      mark = new double[count + 1];
      open = new double[count];
      variance = new double[count];
      logVol = new double[count];
      deviationVariance = new double[count];
      firstStep = new double[count];
      restStep = new double[count];
    }
  }
}
