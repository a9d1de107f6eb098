package dev.tidemark.server.idempotency;

import dev.tidemark.server.jobs.CleanUp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Deletes expired idempotency keys, also of tenants that ask for nothing any more. */
public final class ExpiredKeys implements CleanUp.Sweep {
  @Override
  public void sweep(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM tidemark.idempotency WHERE expires_at <= now()")) {
      delete.executeUpdate();
    }
  }
}
