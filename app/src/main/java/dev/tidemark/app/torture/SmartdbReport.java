package dev.tidemark.app.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the database of market data. {@code lost}, {@code doubled} and {@code different}
 * count records of trades and trades that survive; {@code bars} those bars of six timeframes that
 * are not what the program makes of the records, and {@code recomputed} those that the database's
 * own recomputation changed.
 */
public final class SmartdbReport {
  private final Map<String, Integer> kills = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private int gaveUp;
  private long records;
  private long barsCompared;
  private long lost;
  private long doubled;
  private long different;
  private long bars;
  private long recomputed;

  void killed(String whom) {
    kills.merge(whom, 1, Integer::sum);
  }

  /** A loader ended by itself, as it may when its database is killed. */
  void gaveUp() {
    gaveUp++;
  }

  void finding(String what) {
    findings.add(what);
  }

  void compared(long recordsCompared, long barRows) {
    records += recordsCompared;
    barsCompared += barRows;
  }

  void trades(Discrepancies found, String where) {
    lost += found.lost();
    doubled += found.doubled();
    different += found.different();
    if (!found.none()) {
      findings.add(where + ": " + found);
    }
  }

  void bars(Discrepancies found, String where) {
    bars += found.lost() + found.doubled() + found.different();
    if (!found.none()) {
      findings.add(where + ": " + found);
    }
  }

  void recomputed(long changed, String where) {
    recomputed += changed;
    if (changed > 0) {
      findings.add(where + ": " + changed + " bars changed when they were recomputed");
    }
  }

  public int kills() {
    return kills.values().stream().mapToInt(Integer::intValue).sum();
  }

  public Map<String, Integer> killsByVictim() {
    return new TreeMap<>(kills);
  }

  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** Loaders that ended by themselves because the database was gone. */
  public int loadersThatGaveUp() {
    return gaveUp;
  }

  public boolean passed() {
    return findings.isEmpty() && lost + doubled + different + bars + recomputed == 0;
  }

  /** The last line of the command. */
  public String lastLine() {
    return "kills="
        + kills()
        + " records="
        + records
        + " bars="
        + barsCompared
        + " lost="
        + lost
        + " doubled="
        + doubled
        + " different="
        + different
        + " bars_different="
        + bars
        + " recompute_changed="
        + recomputed;
  }
}
