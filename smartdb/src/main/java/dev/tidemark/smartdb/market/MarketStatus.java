package dev.tidemark.smartdb.market;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in the database of market data.
 *
 * @param bytes of the whole database
 * @param series in the order of symbols and sources
 * @param letters refused rows by kind and reason
 */
public record MarketStatus(
    BackEnd backEnd,
    long bytes,
    List<Relation> relations,
    List<Series> series,
    List<Letters> letters) {

  /**
   * How the schema was installed.
   *
   * @param kind name of a {@link dev.tidemark.smartdb.market.BackEnd}
   * @param server version of PostgreSQL
   * @param extension version of TimescaleDB
   * @param vectors whether embeddings are stored as vectors of pgvector
   */
  public record BackEnd(String kind, String server, Optional<String> extension, boolean vectors) {}

  /**
   * A table with its partitions.
   *
   * @param rows as the server estimates them
   * @param bytes with indexes
   */
  public record Relation(String name, long rows, long bytes) {}

  /**
   * A series with the span of its one-minute bars.
   *
   * @param first open of the first bar
   * @param last close of the last bar
   */
  public record Series(
      String symbol,
      String source,
      String basis,
      Optional<Instant> first,
      Optional<Instant> last) {}

  /** Refused rows of a kind. */
  public record Letters(String kind, String reason, long rows) {}

  public MarketStatus {
    relations = List.copyOf(relations);
    series = List.copyOf(series);
    letters = List.copyOf(letters);
  }

  /** Reads everything, as the owner; takes longer the more series there are. */
  public static MarketStatus read(Database database) {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      return new MarketStatus(
          backEnd(connection),
          all(connection, "SELECT pg_database_size(current_database())", r -> r.getLong(1))
              .getFirst(),
          relations(connection),
          series(connection),
          all(
              connection,
              "SELECT kind, reason, count(*) FROM md.dead_letter GROUP BY 1, 2 ORDER BY 1, 2",
              r -> new Letters(r.getString(1), r.getString(2), r.getLong(3))));
    } catch (SQLException e) {
      throw unavailable(database, e);
    }
  }

  /** Reads only how the schema was installed. */
  public static BackEnd backEnd(Database database) {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      return backEnd(connection);
    } catch (SQLException e) {
      throw unavailable(database, e);
    }
  }

  private static BackEnd backEnd(Connection connection) throws SQLException {
    String query =
        "SELECT kind, current_setting('server_version'), extension, vectors FROM md.backend";
    return all(
            connection,
            query,
            r ->
                new BackEnd(
                    r.getString(1),
                    r.getString(2),
                    Optional.ofNullable(r.getString(3)),
                    r.getBoolean(4)))
        .getFirst();
  }

  /** Partitions and the chunks of hypertables are both children of their table. */
  private static List<Relation> relations(Connection connection) throws SQLException {
    return all(
        connection,
        """
        WITH RECURSIVE part AS (
          SELECT c.oid, c.relname AS name
          FROM pg_catalog.pg_class c
          WHERE c.relnamespace = 'md'::regnamespace AND c.relkind IN ('r', 'p')
            AND NOT c.relispartition
          UNION ALL
          SELECT i.inhrelid, part.name FROM part JOIN pg_catalog.pg_inherits i ON i.inhparent = part.oid
        )
        SELECT part.name, sum(greatest(c.reltuples, pg_stat_get_live_tuples(c.oid), 0))::bigint,
               sum(CASE WHEN c.relkind = 'r' THEN pg_total_relation_size(c.oid) ELSE 0 END)::bigint
        FROM part JOIN pg_catalog.pg_class c ON c.oid = part.oid
        GROUP BY part.name ORDER BY part.name
        """,
        r -> new Relation(r.getString(1), r.getLong(2), r.getLong(3)));
  }

  private static List<Series> series(Connection connection) throws SQLException {
    return all(
        connection,
        """
        SELECT s.symbol, s.source, s.basis,
               (SELECT min(b.ts) FROM md.bar_1m b WHERE b.series_id = s.series_id),
               (SELECT b.t_close FROM md.bar_1m b WHERE b.series_id = s.series_id
                ORDER BY b.ts DESC LIMIT 1)
        FROM md.series s ORDER BY s.symbol, s.rank, s.source
        """,
        r ->
            new Series(
                r.getString(1), r.getString(2), r.getString(3), instant(r, 4), instant(r, 5)));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? Optional.empty() : Optional.of(time.toInstant());
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> List<T> all(Connection connection, String query, RowReader<T> reader)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    }
  }

  private static TidemarkException unavailable(Database database, SQLException e) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The database cannot be read",
            String.valueOf(e.getMessage()),
            "Check that the server is up and repeat",
            e)
        .withDetail("url", database.jdbcUrl());
  }
}
