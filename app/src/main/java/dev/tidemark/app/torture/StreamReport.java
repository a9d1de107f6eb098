package dev.tidemark.app.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a torture of the real-time path found. */
public final class StreamReport {
  private final Map<String, Integer> killsByVictim = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private long records;
  private long compared;
  private long different;
  private long expectedLetters;
  private long letters;
  private Discrepancies trades = Discrepancies.NONE;
  private Discrepancies archived = Discrepancies.NONE;

  void killed(String victim) {
    killsByVictim.merge(victim, 1, Integer::sum);
  }

  void finding(String text) {
    findings.add(text);
  }

  void told(long count) {
    records = count;
  }

  void trades(Discrepancies found) {
    trades = trades.plus(found);
  }

  void archived(Discrepancies found) {
    archived = archived.plus(found);
  }

  /** Bars, features and final alerts. */
  void computed(long values, long unequal) {
    compared = values;
    different = unequal;
  }

  void letters(long expected, long found) {
    expectedLetters = expected;
    letters = found;
  }

  public int kills() {
    return killsByVictim.values().stream().mapToInt(Integer::intValue).sum();
  }

  public Map<String, Integer> killsByVictim() {
    return killsByVictim;
  }

  public List<String> findings() {
    return findings;
  }

  /** Nothing lost, doubled or different, no dead letter missing. */
  public boolean passed() {
    return findings.isEmpty()
        && records > 0
        && compared > 0
        && different == 0
        && trades.none()
        && archived.none()
        && letters == expectedLetters;
  }

  /** Names and numbers, as scripts read them. */
  public String lastLine() {
    return ("kills=%d records=%d compared=%d different=%d lost=%d doubled=%d changed=%d"
            + " archive_lost=%d archive_doubled=%d archive_changed=%d letters=%d"
            + " letters_expected=%d")
        .formatted(
            kills(),
            records,
            compared,
            different,
            trades.lost(),
            trades.doubled(),
            trades.different(),
            archived.lost(),
            archived.doubled(),
            archived.different(),
            letters,
            expectedLetters);
  }
}
