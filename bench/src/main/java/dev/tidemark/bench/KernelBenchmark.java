package dev.tidemark.bench;

import dev.tidemark.core.indicator.BarColumns;
import dev.tidemark.core.indicator.Indicator;
import dev.tidemark.core.indicator.IndicatorSet;
import dev.tidemark.lake.ColumnBatch;
import java.util.EnumSet;
import java.util.Set;

/** The indicator fold alone, on one core, over arrays. */
final class KernelBenchmark {

  /**
   * The fourteen columns of the measured peer: two window means, the recursions, and an oscillator.
   */
  static final Set<Indicator> FOURTEEN =
      EnumSet.of(
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
          Indicator.ZSCORE_20);

  private static final int ROWS = 525_600;
  private static final int SERIES = 10;
  private static final double MINUTES_PER_YEAR = 525_600;

  private KernelBenchmark() {}

  static void run(Report report) throws Exception {
    BarColumns bars = bars();
    report.title("Indicator kernel, one core, arrays in and out");
    report.line(measure("14 columns", bars, FOURTEEN));
    report.line(measure("all 23 columns", bars, EnumSet.allOf(Indicator.class)));
  }

  private static Measurement measure(String name, BarColumns bars, Set<Indicator> columns)
      throws Exception {
    double[][] out = new double[columns.size()][ROWS];
    return Meter.median(
        name,
        1,
        3,
        () -> {
          for (int series = 0; series < SERIES; series++) {
            new IndicatorSet(columns, MINUTES_PER_YEAR).run(bars, 0, ROWS, out);
          }
          return (long) ROWS * SERIES;
        });
  }

  private static BarColumns bars() {
    double[][] all = new double[5][ROWS];
    int done = 0;
    var source = BenchData.bars((long) ROWS * BenchData.ASSETS);
    for (ColumnBatch batch = source.next(); batch != null && done < ROWS; batch = source.next()) {
      int n = Math.min(batch.rows(), ROWS - done);
      System.arraycopy(batch.doubles("open"), 0, all[0], done, n);
      System.arraycopy(batch.doubles("high"), 0, all[1], done, n);
      System.arraycopy(batch.doubles("low"), 0, all[2], done, n);
      System.arraycopy(batch.doubles("close"), 0, all[3], done, n);
      System.arraycopy(batch.doubles("volume"), 0, all[4], done, n);
      done += n;
    }
    int[] session = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      session[i] = i / 1440;
    }
    return BarColumns.of(all[0], all[1], all[2], all[3], all[4]).withSessions(session);
  }
}
