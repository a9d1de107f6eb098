package dev.tidemark.analysis.calibrate;

/**
 * What a check said about a fault that was put in on purpose, and about the code as it is.
 *
 * @param fault what is done wrongly
 * @param detector the check
 * @param caught whether the check found the fault
 * @param falseAlarm whether it also fired without the fault
 * @param observed what it saw, the fault first
 */
public record MutantVerdict(
    String key,
    String fault,
    String detector,
    boolean caught,
    boolean falseAlarm,
    String observed) {

  public boolean ok() {
    return caught && !falseAlarm;
  }
}
