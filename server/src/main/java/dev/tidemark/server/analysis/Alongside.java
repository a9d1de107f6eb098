package dev.tidemark.server.analysis;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a caller writes in the transaction that accepts or cancels an analysis: idempotency, audit.
 */
@FunctionalInterface
public interface Alongside {
  Alongside NOTHING = (connection, analysis) -> {};

  /**
   * @param connection in the transaction, the tenant set; not to be committed or closed
   * @param analysis the analysis as it will be read after the commit
   */
  void write(Connection connection, AnalysisView analysis) throws SQLException;
}
