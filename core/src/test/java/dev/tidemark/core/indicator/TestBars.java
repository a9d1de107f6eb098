package dev.tidemark.core.indicator;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random bars of one series: a walk with gaps, broken bars, sessions and exact volumes. */
record TestBars(BarColumns columns, int rows) {
  static final double MINUTES_PER_YEAR = 98_280.0;

  static TestBars random(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] open = new double[rows];
    double[] high = new double[rows];
    double[] low = new double[rows];
    double[] close = new double[rows];
    double[] volume = new double[rows];
    int[] session = new int[rows];
    int[] missingBefore = new int[rows];
    long[] exactVolume = new long[rows];
    long[] notional = new long[rows];
    long cents = 5_000 + random.nextInt(10_000);
    int current = 0;
    int emptyLeft = 0;
    for (int i = 0; i < rows; i++) {
      if (random.nextInt(97) == 0) {
        current++;
      }
      session[i] = current;
      if (random.nextInt(40) == 0) {
        missingBefore[i] = random.nextInt(40);
      }
      if (emptyLeft == 0 && random.nextInt(25) == 0) {
        emptyLeft = 1 + random.nextInt(random.nextInt(6) == 0 ? 40 : 6);
      }
      long before = cents;
      cents = Math.max(100, cents + random.nextInt(-25, 26));
      open[i] = before / 100.0;
      close[i] = cents / 100.0;
      high[i] = (Math.max(before, cents) + random.nextInt(8)) / 100.0;
      low[i] = (Math.min(before, cents) - random.nextInt(8)) / 100.0;
      long units = random.nextInt(10) == 0 ? 0 : random.nextInt(1, 100_000);
      volume[i] = units;
      exactVolume[i] = units * 100_000_000L;
      notional[i] = units * cents * 10_000_000L;
      if (emptyLeft > 0) {
        emptyLeft--;
        open[i] = Double.NaN;
        high[i] = Double.NaN;
        low[i] = Double.NaN;
        close[i] = Double.NaN;
      } else if (random.nextInt(60) == 0) {
        spoil(random.nextInt(5), i, open, high, low, close);
      } else if (random.nextInt(30) == 0) {
        volume[i] = random.nextBoolean() ? Double.NaN : -1.0;
      }
    }
    long[] zeros = new long[rows];
    BarColumns columns =
        BarColumns.of(open, high, low, close, volume)
            .withSessions(session)
            .withMissingBefore(missingBefore)
            .withExact(
                new ExactColumn(zeros, exactVolume, null), new ExactColumn(zeros, notional, null));
    return new TestBars(columns, rows);
  }

  private static void spoil(
      int how, int i, double[] open, double[] high, double[] low, double[] close) {
    switch (how) {
      case 0 -> close[i] = Double.NaN;
      case 1 -> high[i] = Double.POSITIVE_INFINITY;
      case 2 -> low[i] = -1.0;
      case 3 -> high[i] = low[i] / 2;
      default -> open[i] = 0.0;
    }
  }

  /** Gap-free closes of a walk, as bars whose prices are all equal to the close. */
  static TestBars ofCloses(double... closes) {
    return new TestBars(
        BarColumns.of(closes, closes, closes, closes, new double[closes.length]), closes.length);
  }

  double[][] run() {
    return IndicatorSet.columns(columns, rows, Indicator.all(), MINUTES_PER_YEAR);
  }

  double[] run(Indicator indicator) {
    return run()[indicator.ordinal()];
  }

  boolean valid(int row) {
    return ValidBar.test(
        columns.open()[row], columns.high()[row], columns.low()[row], columns.close()[row]);
  }

  /** The same bars with every price multiplied. */
  TestBars scaled(double factor) {
    return new TestBars(
        new BarColumns(
            times(columns.open(), factor),
            times(columns.high(), factor),
            times(columns.low(), factor),
            times(columns.close(), factor),
            columns.volume(),
            columns.session(),
            columns.missingBefore(),
            null,
            null),
        rows);
  }

  private static double[] times(double[] x, double factor) {
    return Arrays.stream(x).map(v -> v * factor).toArray();
  }
}
