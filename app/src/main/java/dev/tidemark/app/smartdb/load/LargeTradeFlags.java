package dev.tidemark.app.smartdb.load;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** Has the database judge which of the trades that came are large. */
public final class LargeTradeFlags {
  private LargeTradeFlags() {}

  /**
   * Judges all trades of the series that were not judged yet, and those after something that was
   * told of the past since.
   *
   * @return how many are large
   */
  public static long update(Database database, Collection<Integer> series) {
    long found = 0;
    try (Connection connection = database.dataSource(DatabaseRole.INGEST).getConnection();
        PreparedStatement call =
            connection.prepareStatement(
                // A trade that was cancelled or moved was judged by what was told of it first.
                "SELECT md.judge_large_trades(?, interval '1 microsecond' + greatest("
                    + "(SELECT max(ts) FROM md.trade WHERE series_id = ?),"
                    + " (SELECT max(ts) FROM md.trade_version WHERE series_id = ?)))")) {
      for (int each : series) {
        call.setInt(1, each);
        call.setInt(2, each);
        call.setInt(3, each);
        try (ResultSet row = call.executeQuery()) {
          row.next();
          found += row.getLong(1);
        }
      }
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.UNAVAILABLE,
          "Large trades could not be judged",
          String.valueOf(e.getMessage()),
          "check that the database is up and repeat: what was loaded stays loaded",
          e);
    }
    return found;
  }
}
