package dev.tidemark.smartdb.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a TimescaleDB database needs from time to time: its aggregates refreshed and its old chunks
 * compressed. No answer depends on it, only how fast it comes. It is run by us and not by policies
 * of TimescaleDB, because those run only for owners that may log in, which ours may not. On plain
 * PostgreSQL there is nothing to do.
 */
public final class Upkeep {
  /** Chunks whose rows are all this much older than the newest are compressed. */
  public static final Duration COMPRESS_AFTER = Duration.ofDays(7);

  private static final List<String> AGGREGATES =
      List.of("md.cagg_5m", "md.cagg_15m", "md.cagg_30m");

  /** Any number of our own. */
  private static final long LOCK = 0x7469_6465_7570_6b65L;

  /**
   * What was done.
   *
   * @param refreshed half hours told late that the aggregates have seen now
   * @param compressed chunks
   */
  public record Done(long refreshed, int compressed) {
    public static final Done NOTHING = new Done(0, 0);
  }

  private final Database database;
  private final Extensions extensions;

  private Upkeep(Database database, Extensions extensions) {
    this.database = database;
    this.extensions = extensions;
  }

  /** Of a database whose market schema is installed. */
  public static Upkeep of(Database database) {
    InstalledBackEnd installed =
        InstalledBackEnd.of(database)
            .orElseThrow(
                () ->
                    TidemarkException.of(
                        ErrorCode.PRECONDITION_FAILED,
                        "There are no market data in this database",
                        "its schema is not installed",
                        "Run: tidemark smartdb migrate"));
    return new Upkeep(database, Extensions.recorded(database, installed));
  }

  /** Refreshes, then compresses; nothing when another process is at it. */
  public Done run() {
    if (extensions.backEnd() == BackEnd.PLAIN) {
      return Done.NOTHING;
    }
    // A refresh commits by itself, so it cannot be called within a transaction.
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ") AS ours")) {
        if (!rows.next() || !rows.getBoolean("ours")) {
          return Done.NOTHING;
        }
      }
      long refreshed = refresh(connection);
      return new Done(refreshed, compress(connection));
    } catch (SQLException e) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "The upkeep of the market data failed",
              String.valueOf(e.getMessage()),
              "Answers stay right without it; repeat it when the server is well",
              e)
          .withDetail("url", database.jdbcUrl());
    }
  }

  private long refresh(Connection connection) throws SQLException {
    Timestamp until;
    long seen;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CASE WHEN isfinite(until) THEN until END AS until, last_stale_id"
                    + " FROM md.begin_refresh()")) {
      rows.next();
      until = rows.getTimestamp("until");
      seen = rows.getLong("last_stale_id");
    }
    if (until == null) {
      return 0;
    }
    String options = inOneGo(connection) ? ", options => '{\"buckets_per_batch\": 0}'" : "";
    for (String aggregate : AGGREGATES) {
      try (PreparedStatement call =
          connection.prepareStatement(
              "CALL "
                  + function("refresh_continuous_aggregate")
                  + "(?::regclass, NULL, ?::timestamptz"
                  + options
                  + ")")) {
        call.setString(1, aggregate);
        call.setTimestamp(2, until);
        call.execute();
      }
    }
    try (PreparedStatement call = connection.prepareStatement("SELECT md.refreshed(?)")) {
      call.setLong(1, seen);
      try (ResultSet rows = call.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** Ten buckets at a time, as newer releases do it unless told, take many times as long. */
  private boolean inOneGo(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT 1 FROM pg_proc WHERE oid = ?::regproc AND 'options' = ANY (proargnames)")) {
      query.setString(1, function("refresh_continuous_aggregate"));
      try (ResultSet rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private int compress(Connection connection) throws SQLException {
    List<String> chunks = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT format('%I.%I', c.chunk_schema, c.chunk_name) AS chunk
            FROM timescaledb_information.chunks c
            WHERE c.hypertable_schema = 'md' AND c.hypertable_name IN ('trade', 'quote', 'bar_1m')
              AND NOT c.is_compressed
              AND c.range_end <= (SELECT max(n.range_end) FROM timescaledb_information.chunks n
                WHERE n.hypertable_schema = 'md' AND n.hypertable_name = c.hypertable_name)
                - ? * interval '1 second'
            ORDER BY c.range_end
            """)) {
      query.setLong(1, COMPRESS_AFTER.toSeconds());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          chunks.add(rows.getString("chunk"));
        }
      }
    }
    for (String chunk : chunks) {
      try (PreparedStatement call =
          connection.prepareStatement(
              "SELECT " + function("compress_chunk") + "(?::regclass, true)")) {
        call.setString(1, chunk);
        call.execute();
      }
    }
    return chunks.size();
  }

  private String function(String name) {
    return '"' + extensions.timescaleSchema().replace("\"", "\"\"") + "\"." + name;
  }
}
