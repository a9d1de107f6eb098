package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.result.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sorts trades into cells. */
final class CellSamples {
  private CellSamples() {}

  /** One sample per cell, the pooled one last. */
  static List<CellSample> of(Setting setting, List<Trade> trades) {
    CellGrid grid = setting.cells();
    int pooled = grid.cells();
    CellSlots slots =
        new CellSlots(
            grid, setting.layout(), setting.oosSessions(), IntStream.range(0, pooled).toArray());
    double[] net = new double[slots.size()];
    double[] gross = new double[slots.size()];
    List<List<Trade>> perCell = new ArrayList<>();
    for (int c = 0; c <= pooled; c++) {
      perCell.add(new ArrayList<>());
    }
    for (Trade trade : trades) {
      int session = setting.layout().session(trade.entryBar());
      slots.add(net, trade.entryBar(), session, trade.net());
      slots.add(gross, trade.entryBar(), session, trade.grossRef());
      perCell.get(trade.cell()).add(trade);
      perCell.get(pooled).add(trade);
    }
    List<CellSample> samples = new ArrayList<>();
    for (int c = 0; c <= pooled; c++) {
      samples.add(
          new CellSample(
              c,
              grid.eligible(c, setting.oosSessions()),
              perCell.get(c),
              slots.of(net, c),
              slots.of(gross, c)));
    }
    return samples;
  }
}
