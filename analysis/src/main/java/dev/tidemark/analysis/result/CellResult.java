package dev.tidemark.analysis.result;

import java.time.DayOfWeek;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cell of the heat map, or the pooled cell of all trades.
 *
 * @param cell id: day index × bins + bin; the pooled cell's id is the number of cells
 * @param day null for the pooled cell and when days are not told apart
 * @param bin -1 for the pooled cell
 * @param sessions eligible out-of-sample sessions
 * @param evidence null if the cell was not tested
 */
public record CellResult(
    int cell,
    @Nullable DayOfWeek day,
    int bin,
    int sessions,
    int trades,
    Status status,
    TradeStatistics statistics,
    @Nullable Evidence evidence,
    List<YearResult> years,
    CostCurve costs,
    DriftFlag drift) {

  public CellResult {
    years = List.copyOf(years);
  }

  /** What was decided about a cell. */
  public enum Status {
    PASS,
    FAIL,
    /** Too few trades or sessions: outside the family that was tested. */
    INSUFFICIENT,
    /** All trades; reported, not in the family. */
    POOLED
  }
}
