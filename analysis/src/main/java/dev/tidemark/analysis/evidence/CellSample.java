package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.result.Trade;
import java.util.List;

/**
 * What was observed of a cell. The statistical unit is the session: sums of the trades that were
 * entered in it, 0 where there was none.
 *
 * @param sessions eligible out-of-sample sessions, ascending
 * @param net net session sums
 * @param gross session sums of reference gross returns
 */
public record CellSample(
    int cell, int[] sessions, List<Trade> trades, double[] net, double[] gross) {

  public CellSample {
    trades = List.copyOf(trades);
  }
}
