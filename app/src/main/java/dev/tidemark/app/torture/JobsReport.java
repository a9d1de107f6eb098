package dev.tidemark.app.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the analyses. {@code lost}: accepted and neither completed nor failed with a
 * reason. {@code duplicated}: rows, runs or trials beyond one per key. {@code changed}: replays of
 * a key that were answered otherwise than the first time.
 */
public final class JobsReport {
  private final Map<String, Integer> kills = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private int accepted;
  private int completed;
  private int failed;
  private int lost;
  private int duplicated;
  private int changed;

  void killed(String whom) {
    kills.merge(whom, 1, Integer::sum);
  }

  void accepted(int count) {
    accepted = count;
  }

  void completed() {
    completed++;
  }

  void failed(String why) {
    failed++;
    findings.add("failed: " + why);
  }

  void lost(String what) {
    lost++;
    findings.add("LOST: " + what);
  }

  void duplicated(int count, String what) {
    duplicated += count;
    findings.add("DUPLICATED: " + what);
  }

  void changed(String what) {
    changed++;
    findings.add("CHANGED: " + what);
  }

  void note(String what) {
    findings.add(what);
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

  public int completedCount() {
    return completed;
  }

  public boolean passed() {
    return lost == 0 && duplicated == 0 && changed == 0 && accepted == completed + failed;
  }

  /** The last line of the command. */
  public String lastLine() {
    return "kills="
        + kills()
        + " accepted="
        + accepted
        + " completed="
        + completed
        + " failed="
        + failed
        + " lost="
        + lost
        + " duplicated="
        + duplicated
        + " replays_changed="
        + changed;
  }
}
