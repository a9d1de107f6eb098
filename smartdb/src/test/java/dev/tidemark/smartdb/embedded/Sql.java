package dev.tidemark.smartdb.embedded;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement as a role. */
public final class Sql {
  private static final int MOST_TRIES = 20_000;

  private Sql() {}

  public static void run(Database database, DatabaseRole role, String sql) throws SQLException {
    try (Connection connection = database.dataSource(role).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public static String text(Database database, DatabaseRole role, String sql) throws SQLException {
    try (Connection connection = database.dataSource(role).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /** Tries again while the server is not there. */
  public static String textOnceUp(Database database, DatabaseRole role, String sql)
      throws SQLException {
    for (int i = 1; ; i++) {
      try {
        return text(database, role, sql);
      } catch (SQLException e) {
        if (i == MOST_TRIES) {
          throw e;
        }
      }
    }
  }
}
