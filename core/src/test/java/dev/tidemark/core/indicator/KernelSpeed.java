package dev.tidemark.core.indicator;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows per CPU second through {@link IndicatorSet#run}, best of several; run by hand on the class
 * path of main and test classes, asserts nothing.
 */
final class KernelSpeed {
  private static final int ROWS = 1_000_000;

  private KernelSpeed() {}

  public static void main(String[] args) {
    BarColumns bars = minutes(ROWS);
    List<Indicator> fourteen =
        List.of(
            Indicator.SMA_20,
            Indicator.EMA_20,
            Indicator.RSI_14,
            Indicator.MACD,
            Indicator.MACD_SIGNAL,
            Indicator.MACD_HIST,
            Indicator.BB_UPPER,
            Indicator.BB_LOWER,
            Indicator.ATR_14,
            Indicator.ADX_14,
            Indicator.STOCH_K,
            Indicator.STOCH_D,
            Indicator.OBV,
            Indicator.VOLATILITY_1H);
    for (int round = 0; round < 3; round++) {
      measure("14 columns with volatility", bars, fourteen);
      measure("14 columns with z-score", bars, replaceLast(fourteen, Indicator.ZSCORE_20));
      measure("all 23 columns", bars, Indicator.all());
    }
    for (Indicator each : Indicator.all()) {
      measure(each.column(), bars, List.of(each));
    }
  }

  private static List<Indicator> replaceLast(List<Indicator> list, Indicator last) {
    return Stream.concat(list.subList(0, list.size() - 1).stream(), Stream.of(last)).toList();
  }

  private static void measure(String name, BarColumns bars, List<Indicator> columns) {
    IndicatorSet set = new IndicatorSet(columns, 98_280.0);
    double[][] out = new double[columns.size()][ROWS];
    long best = Long.MAX_VALUE;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 8; i++) {
      long start = threads.getCurrentThreadCpuTime();
      set.run(bars, 0, ROWS, out);
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    System.out.printf(
        "%-28s %6.2f Mrow/cpu-s  %6.1f ns/row%n", name, ROWS * 1e3 / best, best / (double) ROWS);
  }

  /** A random walk in cents with 390-minute sessions. */
  private static BarColumns minutes(int n) {
    SplittableRandom random = new SplittableRandom(7);
    double[][] ohlcv = new double[5][n];
    int[] session = new int[n];
    long[] high = new long[n];
    long[] volume = new long[n];
    long[] notionalHigh = new long[n];
    long[] notional = new long[n];
    long cents = 10_000;
    for (int i = 0; i < n; i++) {
      long open = cents;
      cents = Math.max(100, cents + random.nextInt(-20, 21));
      long top = Math.max(open, cents) + random.nextInt(10);
      long bottom = Math.min(open, cents) - random.nextInt(10);
      long size = random.nextLong(1, 1_000_000) * 100_000_000L;
      ohlcv[0][i] = open / 100.0;
      ohlcv[1][i] = top / 100.0;
      ohlcv[2][i] = bottom / 100.0;
      ohlcv[3][i] = cents / 100.0;
      ohlcv[4][i] = size / 1e8;
      session[i] = i / 390;
      volume[i] = size;
      long price = cents * 1_000_000L;
      notionalHigh[i] = Math.multiplyHigh(price, size);
      notional[i] = price * size;
    }
    @Nullable BitSet none = null;
    return BarColumns.of(ohlcv[0], ohlcv[1], ohlcv[2], ohlcv[3], ohlcv[4])
        .withSessions(session)
        .withExact(
            new ExactColumn(high, volume, none), new ExactColumn(notionalHigh, notional, none));
  }
}
