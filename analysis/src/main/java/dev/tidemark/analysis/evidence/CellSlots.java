package dev.tidemark.analysis.evidence;

import dev.tidemark.analysis.data.SessionLayout;
import dev.tidemark.analysis.walk.TStatistic;
import java.util.Arrays;

/**
 * Where the sum of a cell and session stands in one flat array, for a list of cells of which the
 * last is the pooled one. Observed prices and made-up paths use the same places.
 */
public final class CellSlots {
  private final int[] starts;
  private final int[] slotOfBar;
  private final int[] pooledSlotOfSession;

  /**
   * @param oosSessions ascending
   * @param cells ids, without the pooled cell
   */
  public CellSlots(CellGrid grid, SessionLayout layout, int[] oosSessions, int[] cells) {
    starts = new int[cells.length + 2];
    slotOfBar = new int[layout.bars()];
    Arrays.fill(slotOfBar, -1);
    for (int i = 0; i < cells.length; i++) {
      int[] sessions = grid.eligible(cells[i], oosSessions);
      for (int s = 0; s < sessions.length; s++) {
        for (int t = layout.offset(sessions[s]); t < layout.offset(sessions[s] + 1); t++) {
          if (grid.cell(t) == cells[i]) {
            slotOfBar[t] = starts[i] + s;
          }
        }
      }
      starts[i + 1] = starts[i] + sessions.length;
    }
    pooledSlotOfSession = new int[layout.sessions()];
    Arrays.fill(pooledSlotOfSession, -1);
    int next = starts[cells.length];
    for (int session : grid.eligible(grid.cells(), oosSessions)) {
      pooledSlotOfSession[session] = next++;
    }
    starts[cells.length + 1] = next;
  }

  /** Cells, the pooled one among them. */
  public int cells() {
    return starts.length - 1;
  }

  /** Length of the array of sums. */
  public int size() {
    return starts[starts.length - 1];
  }

  /** Adds the result of a trade to its cell and to the pooled one. */
  public void add(double[] sums, int entryBar, int entrySession, double result) {
    int slot = slotOfBar[entryBar];
    if (slot >= 0) {
      sums[slot] += result;
    }
    int pooled = pooledSlotOfSession[entrySession];
    if (pooled >= 0) {
      sums[pooled] += result;
    }
  }

  /** Session sums of the i-th cell, in session order. */
  public double[] of(double[] sums, int i) {
    return Arrays.copyOfRange(sums, starts[i], starts[i + 1]);
  }

  /** t-statistic of the session sums of the i-th cell. */
  public double t(double[] sums, int i) {
    return TStatistic.of(sums, starts[i], starts[i + 1] - starts[i]);
  }
}
