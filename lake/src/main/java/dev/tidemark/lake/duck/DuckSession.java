package dev.tidemark.lake.duck;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.TableSchema;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A connection borrowed for one piece of work. One thread. */
public final class DuckSession implements AutoCloseable {
  /** The name the rows of a feed have in SQL. */
  public static final String FEED = "tidemark_feed";

  private final DuckEngine engine;
  private final DuckDBConnection connection;
  private final List<String> made = new ArrayList<>();
  private boolean healthy = true;
  private boolean closed;

  DuckSession(DuckEngine engine, DuckDBConnection connection) {
    this.engine = engine;
    this.connection = connection;
  }

  DuckDBConnection connection() {
    return connection;
  }

  DuckEngine engine() {
    return engine;
  }

  /** Runs statements that return nothing. */
  public void execute(String sql, Path place) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      healthy = false;
      throw DuckEngine.failed("The engine refused the work", place, e);
    }
  }

  /** Keeps the rows of a SELECT in a temporary table until the session is closed. */
  public void keep(String name, String select, Path place) {
    made.add(name);
    execute("CREATE OR REPLACE TEMP TABLE " + Sql.name(name) + " AS " + select, place);
  }

  /** Keeps all rows of a source in a temporary table until the session is closed. */
  public void stage(String name, BatchSource source, TableSchema schema, Path place) {
    made.add(name);
    String sql =
        "CREATE OR REPLACE TEMP TABLE "
            + Sql.name(name)
            + " AS SELECT "
            + Sql.names(schema.names())
            + " FROM "
            + Sql.name(FEED);
    feed(source, schema, sql, place, row -> {});
  }

  /** The first column of all rows. */
  public List<@Nullable String> strings(String sql, Path place) {
    List<@Nullable String> out = new ArrayList<>();
    query(sql, place, row -> out.add(row.getString(1)));
    return out;
  }

  /** The one number a query yields. */
  public long number(String sql, Path place) {
    long[] out = {0};
    query(sql, place, row -> out[0] = row.getLong(1));
    return out[0];
  }

  /** What to do with a row. */
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  public void query(String sql, Path place, RowReader reader) {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            reader.read(rows);
          }
        }
      }
    } catch (SQLException e) {
      healthy = false;
      throw DuckEngine.failed("The engine refused the query", place, e);
    }
  }

  /**
   * Runs SQL that reads the source once as {@link #FEED}. An exception of the source comes out
   * unchanged.
   */
  public void feed(
      BatchSource source, TableSchema schema, String sql, Path place, RowReader reader) {
    ArrowFeed feed = new ArrowFeed(engine.allocator(), source, schema);
    try {
      try (feed) {
        feed.register(connection, FEED);
        query(sql, place, reader);
        execute("DROP VIEW IF EXISTS " + Sql.name(FEED), place);
      }
    } catch (RuntimeException e) {
      RuntimeException first = feed.failure();
      if (first != null) {
        throw first;
      }
      throw e;
    }
  }

  void fail() {
    healthy = false;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      for (String name : made) {
        execute("DROP TABLE IF EXISTS " + Sql.name(name), Path.of(""));
      }
    } finally {
      engine.giveBack(connection, healthy);
    }
  }
}
