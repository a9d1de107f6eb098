package dev.tidemark.analysis.result;

import java.util.List;

/**
 * The same trades at other costs: fills and chosen configurations stay as they are.
 *
 * @param breakEvenBpsPerSide costs per side at which the mean net return is zero; NaN without
 *     trades, negative if the gross return already is
 */
public record CostCurve(List<Point> points, double breakEvenBpsPerSide) {

  public CostCurve {
    points = List.copyOf(points);
  }

  /** Mean net basis points per trade at a multiple of the costs asked for. */
  public record Point(double multiple, double meanNetBps) {}
}
