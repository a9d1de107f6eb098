package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.result.DriftFlag;
import dev.tidemark.core.indicator.Primitives;
import dev.tidemark.core.stats.Cusum;
import dev.tidemark.core.stats.PopulationStability;
import java.util.Arrays;

/**
 * Whether the last quarter of the out-of-sample sessions looks like the three before (spec §4.12).
 */
final class Drift {
  private static final int FEWEST_SESSIONS = 8;

  private Drift() {}

  static DriftFlag of(CellSample sample, Setting setting, double[] signals) {
    int[] oos = setting.oosSessions();
    int live = oos.length / 4;
    if (live == 0) {
      return DriftFlag.UNKNOWN;
    }
    int cut = oos[oos.length - live];
    int before = 0;
    while (before < sample.sessions().length && sample.sessions()[before] < cut) {
      before++;
    }
    if (before < FEWEST_SESSIONS || before == sample.sessions().length) {
      return DriftFlag.UNKNOWN;
    }
    int cutBar = setting.layout().offset(cut);
    return flag(
        signals(sample, setting, signals, 0, cutBar),
        signals(sample, setting, signals, cutBar, signals.length),
        Arrays.copyOfRange(sample.net(), 0, before),
        Arrays.copyOfRange(sample.net(), before, sample.net().length));
  }

  /**
   * The flag of two parts: DRIFT by a fall of the mean net or a great change of the signal, WARN by
   * a moderate one.
   *
   * @param signal signals, NaN for none
   * @param net net session sums, in order
   */
  static DriftFlag flag(double[] signal, double[] liveSignal, double[] net, double[] liveNet) {
    double mean = Primitives.mean(net, 0, net.length);
    double variance = Primitives.variance(net, 0, net.length, mean, 1);
    if (variance > 0) {
      Cusum cusum = new Cusum(mean, Math.sqrt(variance));
      for (double x : liveNet) {
        cusum.update(x);
        if (cusum.alarm()) {
          return DriftFlag.DRIFT;
        }
      }
    }
    return switch (PopulationStability.of(signal, liveSignal).status()) {
      case OK -> variance > 0 ? DriftFlag.NONE : DriftFlag.UNKNOWN;
      case WARN -> DriftFlag.WARN;
      case DRIFT -> DriftFlag.DRIFT;
      case INSUFFICIENT -> DriftFlag.UNKNOWN;
    };
  }

  private static double[] signals(
      CellSample sample, Setting setting, double[] signals, int from, int to) {
    double[] of = new double[to - from];
    int size = 0;
    boolean pooled = sample.cell() == setting.cells().cells();
    for (int t = from; t < to; t++) {
      if (!Double.isNaN(signals[t]) && (pooled || setting.cells().cell(t) == sample.cell())) {
        of[size++] = signals[t];
      }
    }
    return Arrays.copyOf(of, size);
  }
}
