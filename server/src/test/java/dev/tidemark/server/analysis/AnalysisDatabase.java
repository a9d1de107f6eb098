package dev.tidemark.server.analysis;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Migrations;
import dev.tidemark.smartdb.embedded.EmbeddedOptions;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real database with two tenants, shared by the tests of this package. */
final class AnalysisDatabase {
  private static @Nullable AnalysisDatabase shared;

  final Database database;
  final HikariDataSource app;
  final HikariDataSource worker;
  private final EmbeddedPostgres postgres;

  private AnalysisDatabase() {
    AtomicInteger secrets = new AtomicInteger();
    try {
      Path directory = Files.createTempDirectory("analyses");
      postgres =
          EmbeddedPostgres.start(
              EmbeddedOptions.of(directory, () -> "secret" + secrets.incrementAndGet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    database = postgres.database();
    Migrations.run(database, "db/server");
    app = database.pool(DatabaseRole.APP, 12);
    worker = database.pool(DatabaseRole.WORKER, 12);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** With nothing in it but the tenants {@code anna} and {@code ben}. */
  static synchronized AnalysisDatabase empty() throws SQLException {
    if (shared == null) {
      shared = new AnalysisDatabase();
    }
    shared.run(
        "TRUNCATE analyses, result_cache, analysis_usage, trial_ledger, trial_keys, jobs,"
            + " job_dead_letters, workers");
    for (String tenant : List.of("anna", "ben")) {
      shared.run(
          "INSERT INTO tenants (tenant_id, name, per_day, concurrent, horizon_years, priority,"
              + " created_at) VALUES ('"
              + tenant
              + "', 'x', 1, 1, 1, 0, now()) ON CONFLICT DO NOTHING");
    }
    return shared;
  }

  void run(String sql) throws SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column, as the owner, who sees all. */
  List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }

  /** Asks until the answer is as expected, or for long enough to be sure that it never will be. */
  void await(String sql, String expected) throws SQLException {
    for (int i = 0; i < 30_000; i++) {
      if (column(sql).equals(List.of(expected))) {
        return;
      }
    }
    throw new AssertionError(sql + " is " + column(sql) + " and not " + expected);
  }

  /** Rows that a request of the tenant sees of a table when it names no tenant itself. */
  int countAs(String tenant, String table) throws SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.APP).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT set_config('tidemark.tenant', '" + tenant + "', true)");
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private void close() {
    app.close();
    worker.close();
    postgres.close();
  }
}
