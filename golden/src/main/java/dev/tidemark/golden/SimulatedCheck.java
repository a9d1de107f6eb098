package dev.tidemark.golden;

import dev.tidemark.core.random.PhiloxStream;
import dev.tidemark.core.random.Purpose;
import dev.tidemark.core.stats.BlockLength;
import dev.tidemark.core.stats.Cusum;

/**
 * The parts of file 02 that hold for long-run averages: production code runs on simulated normals
 * of a fixed seed, so that the outcome is the same every time.
 */
final class SimulatedCheck {

  private static final long SEED = 20_240_102L;
  private static final int RUNS = 10_000;
  private static final double RUN_LENGTH_TOLERANCE = 0.05;

  /** Spec §7.1 accepts 11 to 21 for a theoretical length of 16.3; this is within that. */
  private static final double BLOCK_TOLERANCE = 0.2;

  private static final int SERIES = 40;

  private SimulatedCheck() {}

  /** A two-sided chart is two one-sided ones, of which the first alarm counts. */
  static void runLengths(Vector charts, Tally tally) {
    for (Vector each : charts.elements()) {
      double slack = each.field("k").number();
      double limit = each.field("h").number();
      Vector stable = each.expected("arl0_two_sided");
      tally.close(stable, runLength(0.0, slack, limit), 0.0, RUN_LENGTH_TOLERANCE);
      Vector shifted = each.expected("arl_shift1");
      tally.close(shifted, runLength(1.0, slack, limit), 0.0, RUN_LENGTH_TOLERANCE);
    }
  }

  private static double runLength(double mean, double slack, double limit) {
    long observations = 0;
    for (int run = 0; run < RUNS; run++) {
      PhiloxStream stream = PhiloxStream.of(SEED, Purpose.SYNTH, 0, run);
      Cusum falls = new Cusum(0.0, 1.0, slack, limit);
      Cusum rises = new Cusum(0.0, 1.0, slack, limit);
      while (!falls.alarm() && !rises.alarm()) {
        double x = mean + stream.nextNormal();
        falls.update(x);
        rises.update(-x);
        observations++;
      }
    }
    return (double) observations / RUNS;
  }

  /** The mean of the estimates over many series, beside the theoretical length. */
  static void blockLengths(Vector processes, Tally tally) {
    for (Vector each : processes.elements()) {
      double rho = each.field("rho").number();
      int n = each.field("n").smallInteger();
      double sum = 0.0;
      for (int series = 0; series < SERIES; series++) {
        sum += BlockLength.of(autoregression(rho, n, series)).stationary();
      }
      tally.close(each.expected("b_sb"), sum / SERIES, 0.0, BLOCK_TOLERANCE);
    }
  }

  private static double[] autoregression(double rho, int n, int series) {
    PhiloxStream stream = PhiloxStream.of(SEED, Purpose.SYNTH, 1, series);
    double[] x = new double[n];
    double last = stream.nextNormal() / Math.sqrt(1.0 - rho * rho);
    for (int t = 0; t < n; t++) {
      last = rho * last + stream.nextNormal();
      x[t] = last;
    }
    return x;
  }
}
