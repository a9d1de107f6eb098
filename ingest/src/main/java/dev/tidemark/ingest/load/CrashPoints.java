package dev.tidemark.ingest.load;

/**
 * Places at which a test or the torture command may stop the process. In production nothing happens
 * there.
 */
@FunctionalInterface
public interface CrashPoints {

  /** Does nothing. */
  CrashPoints NONE = (phase, count) -> {};

  /** Where the run is. */
  enum Phase {
    PLANNED,
    EXAMINED,
    BATCH_READ,
    GROUP_READY,
    RESOLVED,
    DEAD_LETTERS_WRITTEN,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    SOURCE_DONE,
    INSTRUMENTS_WRITTEN,
    FINISHED
  }

  /**
   * Called each time a phase is reached.
   *
   * @param count how often this phase was reached before in this run
   */
  void reached(Phase phase, long count);
}
