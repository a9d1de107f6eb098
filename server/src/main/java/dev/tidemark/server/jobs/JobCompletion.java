package dev.tidemark.server.jobs;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a job leaves in the database. Committed together with the completion of the job, and only
 * while the job is still held, therefore once. May be called again after a lost connection.
 */
@FunctionalInterface
public interface JobCompletion {
  JobCompletion NOTHING = connection -> {};

  /**
   * @param connection of the role {@code tidemark_worker}, in the transaction; not to be committed
   *     or closed
   */
  void write(Connection connection) throws SQLException;
}
