package dev.tidemark.lake.duck;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** A running query whose rows come out as arrays. */
public final class DuckScan implements Scan {
  private static final long BATCH_ROWS = 65_536;

  private final DuckSession session;
  private final Path place;
  private final Plan plan;
  private final PreparedStatement statement;
  private final DuckDBResultSet result;
  private final ArrowReader reader;
  private final TableSchema schema;
  private final boolean ownsSession;
  private boolean closed;

  private DuckScan(
      DuckSession session,
      Path place,
      Plan plan,
      PreparedStatement statement,
      DuckDBResultSet result,
      ArrowReader reader,
      TableSchema schema,
      boolean ownsSession) {
    this.session = session;
    this.place = place;
    this.plan = plan;
    this.statement = statement;
    this.result = result;
    this.reader = reader;
    this.schema = schema;
    this.ownsSession = ownsSession;
  }

  /**
   * Runs the SQL, which may only yield types a column can have. Takes the session over and closes
   * it, now when the query fails, otherwise with the scan.
   *
   * @param schema the result's columns; null to take them from the result
   */
  public static DuckScan run(
      DuckSession session, String sql, @Nullable TableSchema schema, Plan plan, Path place) {
    return run(session, sql, schema, plan, place, true);
  }

  /** Reads a small result within a session that goes on. */
  public static ColumnBatch read(DuckSession session, String sql, Path place) {
    return run(session, sql, null, new Plan(0, 0), place, false).readAll();
  }

  private static DuckScan run(
      DuckSession session,
      String sql,
      @Nullable TableSchema schema,
      Plan plan,
      Path place,
      boolean ownsSession) {
    PreparedStatement statement = null;
    try {
      statement = session.connection().prepareStatement(sql);
      DuckDBResultSet result = statement.executeQuery().unwrap(DuckDBResultSet.class);
      ArrowReader reader =
          (ArrowReader) result.arrowExportStream(session.engine().allocator(), BATCH_ROWS);
      TableSchema columns = schema == null ? schema(reader) : schema;
      return new DuckScan(session, place, plan, statement, result, reader, columns, ownsSession);
    } catch (SQLException | IOException | RuntimeException e) {
      session.fail();
      closeQuietly(statement);
      if (ownsSession) {
        session.close();
      }
      throw e instanceof SQLException sqlFailure
          ? DuckEngine.failed("The engine refused the query", place, sqlFailure)
          : asRuntime(e);
    }
  }

  private static TableSchema schema(ArrowReader reader) throws IOException {
    List<Column> columns =
        reader.getVectorSchemaRoot().getSchema().getFields().stream()
            .map(ArrowTypes::column)
            .toList();
    return new TableSchema(columns);
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public @Nullable ColumnBatch next() {
    if (closed) {
      return null;
    }
    try {
      while (reader.loadNextBatch()) {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        int rows = root.getRowCount();
        if (rows > 0) {
          ColumnBatch.Builder batch = ColumnBatch.of(schema, rows);
          for (int i = 0; i < schema.columns().size(); i++) {
            Column column = schema.columns().get(i);
            batch.with(column.name(), ArrowValues.read(column, root.getVector(i), rows));
          }
          return batch.build();
        }
      }
      close();
      return null;
    } catch (IOException | RuntimeException e) {
      session.fail();
      close();
      throw DuckEngine.failed(
          "The query stopped", place, new SQLException(String.valueOf(e.getMessage()), e));
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closeQuietly(reader);
      closeQuietly(result);
      closeQuietly(statement);
      if (ownsSession) {
        session.close();
      }
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      // the rows were read; what the engine says on closing changes nothing
    }
  }

  private static RuntimeException asRuntime(Exception e) {
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
