package dev.tidemark.smartdb.read;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.tenant.DatabaseFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Runs a query and turns what the functions of schema {@code api} refuse into our errors. */
final class Queries {
  /** Raised by functions asked for what retention has dropped. */
  private static final String DROPPED = "TM001";

  private static final String INVALID_PARAMETER = "22023";

  private final DataSource connections;

  interface Arguments {
    void set(PreparedStatement statement) throws SQLException;
  }

  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  Queries(DataSource connections) {
    this.connections = connections;
  }

  <T> List<T> list(String query, Arguments arguments, Row<T> row) {
    try (Connection connection = connections.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      arguments.set(statement);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(row.of(rows));
        }
        return all;
      }
    } catch (SQLException e) {
      throw problem(e);
    }
  }

  static void time(PreparedStatement statement, int place, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(place, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(place, time.atOffset(ZoneOffset.UTC));
    }
  }

  private static TidemarkException problem(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    ServerErrorMessage told = failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
    if (told == null || !(state.equals(DROPPED) || state.equals(INVALID_PARAMETER))) {
      return DatabaseFailure.of(failure);
    }
    boolean dropped = state.equals(DROPPED);
    TidemarkException problem =
        TidemarkException.of(
            dropped ? ErrorCode.PRECONDITION_FAILED : ErrorCode.INVALID_ARGUMENT,
            dropped ? "The data asked for are not in the database any more" : "Invalid question",
            String.valueOf(told.getMessage()),
            String.valueOf(told.getHint()),
            failure);
    return dropped ? problem.withDetail("horizon", String.valueOf(told.getDetail())) : problem;
  }
}
