package dev.tidemark.core.indicator;

import org.jspecify.annotations.Nullable;

/**
 * Bars of one series in grid order, as parallel arrays that may be longer than the rows in use. A
 * NaN price marks an empty bar.
 *
 * @param volume for on-balance volume; NaN counts as 0
 * @param session a number per row that changes when a new session begins (for example the epoch day
 *     of the session date); null: one session
 * @param missingBefore grid bars without a row between the row before and this one; null: none
 * @param exactVolume volume at scale 8, for the session VWAP; null: no VWAP
 * @param exactNotional price × size at scale 16, for the session VWAP; null: no VWAP
 */
public record BarColumns(
    double[] open,
    double[] high,
    double[] low,
    double[] close,
    double[] volume,
    int @Nullable [] session,
    int @Nullable [] missingBefore,
    @Nullable ExactColumn exactVolume,
    @Nullable ExactColumn exactNotional) {

  /** Bars of one session without gaps. */
  public static BarColumns of(
      double[] open, double[] high, double[] low, double[] close, double[] volume) {
    return new BarColumns(open, high, low, close, volume, null, null, null, null);
  }

  public BarColumns withSessions(int[] numbers) {
    return new BarColumns(
        open, high, low, close, volume, numbers, missingBefore, exactVolume, exactNotional);
  }

  public BarColumns withMissingBefore(int[] counts) {
    return new BarColumns(
        open, high, low, close, volume, session, counts, exactVolume, exactNotional);
  }

  public BarColumns withExact(ExactColumn volumes, ExactColumn notionals) {
    return new BarColumns(
        open, high, low, close, volume, session, missingBefore, volumes, notionals);
  }
}
