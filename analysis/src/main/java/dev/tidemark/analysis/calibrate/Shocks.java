package dev.tidemark.analysis.calibrate;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;

/** Log returns of bars that nobody can predict the direction of. One path, in order of time. */
abstract class Shocks {
  /** Standard deviation of a bar's log return: seven basis points. */
  static final double BAR_VOLATILITY = 7e-4;

  private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);

  private final PhiloxStream stream;

  Shocks(PhiloxStream stream) {
    this.stream = stream;
  }

  final double normal() {
    return stream.nextNormal();
  }

  /** 1 or -1, equally likely. */
  final int sign() {
    return stream.nextWord() < 0 ? -1 : 1;
  }

  /** A session begins. */
  void session() {}

  /** Standard deviation of bar {@code k} of the session. */
  double volatility(int k) {
    return BAR_VOLATILITY;
  }

  /** The return in units of its standard deviation. */
  double next() {
    return normal();
  }

  /** What is added to the return of every bar. */
  double drift() {
    return 0.0;
  }

  /** Independent normals. */
  static final class Gaussian extends Shocks {
    Gaussian(PhiloxStream stream) {
      super(stream);
    }
  }

  /** Student's t with four degrees, a U over the day, and a persistent volatility of sessions. */
  static final class HeavyTails extends Shocks {
    private double logVolatility;

    HeavyTails(PhiloxStream stream) {
      super(stream);
    }

    @Override
    void session() {
      logVolatility = 0.95 * logVolatility + 0.15 * normal();
    }

    @Override
    double volatility(int k) {
      double fromNoon = 2.0 * k / (SyntheticBars.BARS_PER_SESSION - 1) - 1.0;
      double shape = 0.7 + 0.9 * fromNoon * fromNoon;
      return BAR_VOLATILITY * shape * StrictMath.exp(logVolatility);
    }

    @Override
    double next() {
      double squares = 0.0;
      for (int i = 0; i < 4; i++) {
        double z = normal();
        squares += z * z;
      }
      return normal() / Math.sqrt(squares / 4) / Math.sqrt(2);
    }
  }

  /** Falls raise the volatility of what follows; falls are longer than rises; there is a drift. */
  static final class Leverage extends Shocks {
    private static final double DELTA = 0.7;
    private static final double UNIT =
        1 / Math.sqrt(1 - DELTA * SQRT_2_OVER_PI * DELTA * SQRT_2_OVER_PI);

    private double logVolatility;

    Leverage(PhiloxStream stream) {
      super(stream);
    }

    @Override
    double volatility(int k) {
      return BAR_VOLATILITY * StrictMath.exp(logVolatility);
    }

    @Override
    double next() {
      double skewed =
          Math.sqrt(1 - DELTA * DELTA) * normal() - DELTA * (Math.abs(normal()) - SQRT_2_OVER_PI);
      double shock = skewed * UNIT;
      logVolatility = 0.97 * logVolatility - 0.04 * shock + 0.04 * normal();
      return shock;
    }

    @Override
    double drift() {
      return 5e-6;
    }
  }

  /** The stream of a simulated market. */
  static PhiloxStream stream(long seed, int experiment, int number) {
    return PhiloxStream.of(seed, Purpose.SYNTH, 1, experiment, number);
  }
}
