package dev.tidemark.smartdb.tenant;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.sql.SQLException;
import java.sql.SQLTransientException;

/** Tells a database that does not answer from a statement that is wrong. */
public final class DatabaseFailure {
  private DatabaseFailure() {}

  public static TidemarkException of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    boolean away =
        failure instanceof SQLTransientException
            || state.startsWith("08")
            || state.startsWith("40") // another transaction was in the way
            || state.startsWith("57") // shut down, or took longer than it may
            || state.equals("55P03") // a lock was not to be had in time
            || state.equals("25P03") // a transaction was left open too long
            || state.startsWith("53");
    return away
        ? TidemarkException.of(
                ErrorCode.UNAVAILABLE,
                "The database does not answer",
                "connection lost, refused, none free, or the statement took too long",
                "Try again; 'tidemark doctor' tells whether it runs",
                failure)
            .withDetail("sqlstate", state)
        : TidemarkException.of(
                ErrorCode.INTERNAL,
                "A database statement failed",
                "the statement or its data are not as the schema wants them",
                "Report it with the log",
                failure)
            .withDetail("sqlstate", state);
  }
}
