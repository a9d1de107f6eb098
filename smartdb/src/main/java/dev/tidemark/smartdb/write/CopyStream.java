package dev.tidemark.smartdb.write;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows of a binary COPY, encoded as a whole before they are sent. */
final class CopyStream {
  private static final int FIRST_CAPACITY = 1 << 20;
  private static final int CHUNK = 1 << 16;

  private final Connection connection;
  private final CopyBuffer rows = new CopyBuffer(FIRST_CAPACITY);

  CopyStream(Connection connection) {
    this.connection = connection;
  }

  /** An empty COPY. */
  CopyBuffer begin() {
    return rows.begin();
  }

  /** Sends the rows; {@code target} is a table, with columns. */
  void send(String target) throws SQLException {
    rows.end();
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("COPY " + target + " FROM STDIN (FORMAT binary)");
    try {
      for (int at = 0; at < rows.size(); at += CHUNK) {
        copy.writeToCopy(rows.bytes(), at, Math.min(CHUNK, rows.size() - at));
      }
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }
}
