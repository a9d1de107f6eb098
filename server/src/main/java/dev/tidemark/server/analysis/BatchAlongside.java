package dev.tidemark.server.analysis;

import java.sql.Connection;
import java.sql.SQLException;

/** What a caller writes in the transaction that accepts a batch. */
@FunctionalInterface
public interface BatchAlongside {
  BatchAlongside NOTHING = (connection, accepted) -> {};

  /** See {@link Alongside#write}. */
  void write(Connection connection, BatchView accepted) throws SQLException;
}
