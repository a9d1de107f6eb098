package dev.tidemark.server.jobs;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/** A real database with an empty queue, shared by the tests of this package. */
final class QueueDatabase {
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final long LONGEST_NANOS = 90_000_000_000L;

  private static @Nullable QueueDatabase shared;

  final EmbeddedPostgres postgres;
  final Database database;
  final HikariDataSource pool;
  final JobQueue queue =
      new JobQueue(new Retries(Duration.ofMillis(40), Duration.ofSeconds(1), () -> 0.5, 3));

  private QueueDatabase() {
    AtomicInteger secrets = new AtomicInteger();
    Path directory;
    try {
      directory = Files.createTempDirectory("queue");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    postgres =
        EmbeddedPostgres.start(
            EmbeddedOptions.of(directory, () -> "secret" + secrets.incrementAndGet()));
    database = postgres.database();
    Migrations.run(database, "db/server");
    pool = database.pool(DatabaseRole.WORKER, 24);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  pool.close();
                  postgres.close();
                }));
  }

  /** With nothing in it. */
  static synchronized QueueDatabase empty() throws SQLException {
    if (shared == null) {
      shared = new QueueDatabase();
      shared.run(DatabaseRole.OWNER, "CREATE TABLE results (job_id text, attempt int)");
      shared.run(DatabaseRole.OWNER, "GRANT ALL ON results TO tidemark_worker");
    }
    shared.run(
        DatabaseRole.OWNER,
        "TRUNCATE jobs, job_dead_letters, workers, scheduled_tasks, idempotency, results");
    return shared;
  }

  /** As AssertJ's, which cannot choose for a value whose type is still to be inferred. */
  static <T> ObjectAssert<T> that(T value) {
    return Assertions.assertThatObject(value);
  }

  /** In a transaction of a worker. */
  <T> T work(Transactions.Work<T> work) throws SQLException {
    return new Transactions(pool).run(work);
  }

  /** In a transaction of a request. */
  <T> T request(String tenant, Transactions.Work<T> work) throws SQLException {
    return new Transactions(database.dataSource(DatabaseRole.APP))
        .run(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT set_config('tidemark.tenant', '" + tenant + "', true)");
              }
              return work.in(connection);
            });
  }

  void enqueue(NewJob... jobs) throws SQLException {
    for (NewJob job : jobs) {
      request(job.tenantId(), connection -> queue.enqueue(connection, job));
    }
  }

  List<Job> claim(String worker, int most) throws SQLException {
    return work(connection -> queue.claim(connection, worker, List.of("test"), most, LEASE));
  }

  void run(DatabaseRole role, String sql) throws SQLException {
    try (Connection connection = database.dataSource(role).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column, as a worker, who sees all. */
  List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = database.dataSource(DatabaseRole.WORKER).getConnection();
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
    long began = System.nanoTime();
    while (System.nanoTime() - began < LONGEST_NANOS) {
      if (column(sql).equals(List.of(expected))) {
        return;
      }
    }
    throw new AssertionError(sql + " is " + column(sql) + " and not " + expected);
  }

  /** As {@link #await}, while the database may be away. */
  void awaitOverRestarts(String sql, String expected) throws SQLException {
    long began = System.nanoTime();
    while (true) {
      try {
        await(sql, expected);
        return;
      } catch (SQLException e) {
        if (System.nanoTime() - began > LONGEST_NANOS) {
          throw e;
        }
      }
    }
  }
}
