package dev.tidemark.smartdb;

import java.time.Duration;

/**
 * How long the server lets a connection of a role run, wait and hold a transaction open without
 * doing anything, before it ends the statement or the connection: one that hangs must not keep
 * others out for ever. Zero is no limit.
 *
 * @param statement a single statement
 * @param lock waiting for a lock
 * @param idleInTransaction between two statements of a transaction
 */
public record Timeouts(Duration statement, Duration lock, Duration idleInTransaction) {

  /** What suits the work of the role. */
  public static Timeouts of(DatabaseRole role) {
    return switch (role) {
      // A request is answered or refused while its caller still waits.
      case APP -> seconds(30, 5, 30);
      case READER -> seconds(120, 5, 60);
      case WORKER -> seconds(300, 30, 300);
      // One batch of a load; writers of the same series wait for each other.
      case INGEST -> seconds(900, 300, 300);
      // Migrations take as long as they take.
      case OWNER -> seconds(0, 0, 0);
    };
  }

  private static Timeouts seconds(long statement, long lock, long idle) {
    return new Timeouts(
        Duration.ofSeconds(statement), Duration.ofSeconds(lock), Duration.ofSeconds(idle));
  }

  /** Statements that set them for the session. */
  String statements() {
    return "SET statement_timeout = "
        + statement.toMillis()
        + "; SET lock_timeout = "
        + lock.toMillis()
        + "; SET idle_in_transaction_session_timeout = "
        + idleInTransaction.toMillis();
  }
}
