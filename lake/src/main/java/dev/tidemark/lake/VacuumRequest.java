package dev.tidemark.lake;

import java.time.Duration;

/**
 * What to delete.
 *
 * @param retention versions younger than this stay readable
 * @param dryRun list only
 * @param force allow a retention below seven days, which can take files away from running readers
 *     and writers
 */
public record VacuumRequest(Duration retention, boolean dryRun, boolean force) {
  public static final Duration MINIMUM = Duration.ofDays(7);

  public static VacuumRequest safe() {
    return new VacuumRequest(MINIMUM, false, false);
  }

  public VacuumRequest asDryRun() {
    return new VacuumRequest(retention, true, force);
  }
}
