package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.result.CostCurve;
import dev.tidemark.analysis.result.Trade;
import java.util.List;
import java.util.stream.DoubleStream;

/** The same trades at other costs. */
final class Costing {
  private static final double BPS = 1e4;
  private static final double[] MULTIPLES = {0.5, 1.0, 2.0};

  private Costing() {}

  /** What lies between the reference gross and the net return, a spread paid included, is cost. */
  static CostCurve of(List<Trade> trades) {
    List<CostCurve.Point> points =
        DoubleStream.of(MULTIPLES)
            .mapToObj(multiple -> new CostCurve.Point(multiple, meanNetBps(trades, multiple)))
            .toList();
    double turnover = Statistics.mean(trades, trade -> 2 + trade.direction() * trade.grossRef());
    return new CostCurve(points, BPS * Statistics.mean(trades, Trade::grossRef) / turnover);
  }

  private static double meanNetBps(List<Trade> trades, double multiple) {
    return BPS
        * Statistics.mean(
            trades,
            trade ->
                multiple == 1.0
                    ? trade.net()
                    : trade.grossRef() - multiple * (trade.grossRef() - trade.net()));
  }
}
