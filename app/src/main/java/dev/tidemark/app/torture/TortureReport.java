package dev.tidemark.app.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the kills did. */
public final class TortureReport {
  private final Map<String, Integer> histogram = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private Discrepancies sum = Discrepancies.NONE;
  private int kills;
  private int rounds;
  private long rows;

  void killed(String phase) {
    kills++;
    histogram.merge(phase, 1, Integer::sum);
  }

  void compared(Discrepancies found, String detail) {
    rounds++;
    sum = sum.plus(found);
    if (!found.none()) {
      failures.add(detail);
    }
  }

  void rowsCompared(long count) {
    rows = count;
  }

  public int kills() {
    return kills;
  }

  /** Lakes that were killed, resumed and compared. */
  public int rounds() {
    return rounds;
  }

  /** Rows of the undisturbed run. */
  public long rows() {
    return rows;
  }

  public long lost() {
    return sum.lost();
  }

  public long doubled() {
    return sum.doubled();
  }

  public long different() {
    return sum.different();
  }

  /** Kills by the phase they hit. */
  public Map<String, Integer> histogram() {
    return new TreeMap<>(histogram);
  }

  /** One line per lake that was not equal. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  public boolean passed() {
    return sum.none();
  }

  /** {@code kills=N lost=N doubled=N different=N}. */
  public String lastLine() {
    return "kills="
        + kills
        + " lost="
        + sum.lost()
        + " doubled="
        + sum.doubled()
        + " different="
        + sum.different();
  }
}
