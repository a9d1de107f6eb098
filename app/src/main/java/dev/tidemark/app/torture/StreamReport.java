package dev.tidemark.app.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a torture of the real-time path found. */
public final class StreamReport {
  private static final double NANOS = 1e9;

  private final Map<String, Integer> killsByVictim = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();
  private final Map<String, Recovery> recoveries = new TreeMap<>();
  private long behind;
  private long seconds;
  private long comparisonSeconds;
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

  /**
   * How long the path needed after kills of one kind.
   *
   * @param kills how many
   * @param overtaken of them, those after which the next came before the path had gone on
   * @param nanos of the others together, from the kill to the next checkpoint of the live job
   * @param most of one of the others
   */
  public record Recovery(int kills, int overtaken, long nanos, long most) {
    public static final Recovery NONE = new Recovery(0, 0, 0, 0);

    Recovery plus(Recovery other) {
      return new Recovery(
          kills + other.kills,
          overtaken + other.overtaken,
          nanos + other.nanos,
          Math.max(most, other.most));
    }

    /** Seconds; 0 when there is none to tell of. */
    public double mean() {
      int recovered = kills - overtaken;
      return recovered == 0 ? 0 : nanos / NANOS / recovered;
    }

    /** Seconds. */
    public double longest() {
      return most / NANOS;
    }
  }

  /** After a kill, the live job completed a checkpoint again. */
  synchronized void recovered(String victim, long nanos) {
    recoveries.merge(victim, new Recovery(1, 0, nanos, nanos), Recovery::plus);
  }

  /** After a kill, the next one came before there was a checkpoint. */
  synchronized void overtaken(String victim) {
    recoveries.merge(victim, new Recovery(1, 1, 0, 0), Recovery::plus);
  }

  /** Records the live job had not secured at some time. */
  synchronized void behind(long count) {
    behind = Math.max(behind, count);
  }

  /** The most records that the live job had not secured. */
  public synchronized long mostBehind() {
    return behind;
  }

  /** By victim. */
  public synchronized Map<String, Recovery> recoveries() {
    return new TreeMap<>(recoveries);
  }

  /** Seconds of telling and killing, and of everything after it. */
  void took(long tortureNanos, long comparisonNanos) {
    seconds = Math.round(tortureNanos / NANOS);
    comparisonSeconds = Math.round(comparisonNanos / NANOS);
  }

  /** Of telling and killing. */
  public long seconds() {
    return seconds;
  }

  /** Of coming to rest and comparing. */
  public long comparisonSeconds() {
    return comparisonSeconds;
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

  void letters(long expected, long found, Discrepancies unequal) {
    expectedLetters = expected;
    letters = found;
    if (!unequal.none()) {
      finding(
          "dead letters: %,d lost, %,d doubled, %,d different or not expected"
              .formatted(unequal.lost(), unequal.doubled(), unequal.different()));
    }
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
