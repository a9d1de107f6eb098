package dev.tidemark.ingest.simulator;

import dev.tidemark.core.time.CalendarId;

/**
 * The time-of-day shape of a session: the share of each minute in volume and in variance, both
 * summing to 1. XNYS is a skewed U; the 24-hour markets have a smooth cycle with its peak in the
 * overlap of Europe and America.
 */
final class ActivityProfile {
  private final double[] volume;
  private final double[] variance;

  private ActivityProfile(double[] volume, double[] variance) {
    this.volume = volume;
    this.variance = variance;
  }

  static ActivityProfile of(CalendarId calendar, int minutes) {
    double[] volume = new double[minutes];
    double[] variance = new double[minutes];
    for (int i = 0; i < minutes; i++) {
      double x = (i + 0.5) / minutes;
      double shape = calendar == CalendarId.XNYS ? u(x) : cycle(calendar, x);
      volume[i] = shape;
      // Volatility has the same shape but flatter than volume.
      variance[i] = Math.sqrt(shape);
    }
    normalise(volume);
    normalise(variance);
    return new ActivityProfile(volume, variance);
  }

  int minutes() {
    return volume.length;
  }

  double volume(int minute) {
    return volume[minute];
  }

  double variance(int minute) {
    return variance[minute];
  }

  private static double u(double x) {
    double centre = 2.0 * x - 1.0;
    return 0.55
        + 0.5 * centre * centre
        + 2.2 * StrictMath.exp(-x * 22.0)
        + 1.8 * StrictMath.exp((x - 1.0) * 30.0);
  }

  private static double cycle(CalendarId calendar, double x) {
    // Peak at 15:00 UTC; an FX session starts at 17:00 New York, about 21:30 UTC.
    double peak = calendar == CalendarId.FX_24X5 ? 0.73 : 0.625;
    return 1.0 + 0.55 * StrictMath.cos(2.0 * Math.PI * (x - peak));
  }

  private static void normalise(double[] values) {
    double sum = 0.0;
    for (double value : values) {
      sum += value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }
}
