package dev.tidemark.analysis.drift;

import dev.tidemark.analysis.result.DriftFlag;
import dev.tidemark.core.indicator.Primitives;
import dev.tidemark.core.stats.Cusum;
import dev.tidemark.core.stats.KolmogorovSmirnov;
import dev.tidemark.core.stats.PopulationStability;

/**
 * One comparison of a live period with its reference (spec §4.12).
 *
 * @param stability of the signal; says nothing below 200 live values
 * @param ks two-sample distance of the signals; reported only
 * @param cusum greatest value so far; NaN if the reference does not vary
 * @param alarm index of the live session at which the sum of falls was first above its limit; -1 if
 *     never
 */
public record LiveDrift(
    PopulationStability stability, double ks, double cusum, int alarm, DriftFlag flag) {

  /**
   * Judges a cell.
   *
   * @param signals of the reference, NaN for none
   * @param net session sums of the reference, in order
   */
  public static LiveDrift of(
      double[] signals, double[] liveSignals, double[] net, double[] liveNet) {
    PopulationStability stability = PopulationStability.of(signals, liveSignals);
    double ks = KolmogorovSmirnov.distance(signals, liveSignals);
    double mean = net.length == 0 ? Double.NaN : Primitives.mean(net, 0, net.length);
    double variance = net.length < 2 ? 0 : Primitives.variance(net, 0, net.length, mean, 1);
    double greatest = variance > 0 ? 0 : Double.NaN;
    int alarm = -1;
    if (variance > 0) {
      Cusum cusum = new Cusum(mean, Math.sqrt(variance));
      for (int i = 0; i < liveNet.length; i++) {
        greatest = Math.max(greatest, cusum.update(liveNet[i]));
        if (cusum.alarm() && alarm < 0) {
          alarm = i;
        }
      }
    }
    return new LiveDrift(stability, ks, greatest, alarm, flag(stability, alarm));
  }

  private static DriftFlag flag(PopulationStability stability, int alarm) {
    if (alarm >= 0) {
      return DriftFlag.DRIFT;
    }
    return switch (stability.status()) {
      case OK -> DriftFlag.NONE;
      case WARN -> DriftFlag.WARN;
      case DRIFT -> DriftFlag.DRIFT;
      case INSUFFICIENT -> DriftFlag.UNKNOWN;
    };
  }
}
