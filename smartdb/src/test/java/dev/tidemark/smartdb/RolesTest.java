package dev.tidemark.smartdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.embedded.EmbeddedPostgres;
import dev.tidemark.smartdb.embedded.Sql;
import dev.tidemark.smartdb.embedded.TestHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Roles, migrations and row-level security. The external server is Debian's PostgreSQL 15 where it
 * is installed, otherwise the bundled one.
 */
class RolesTest {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15");

  @TempDir private static Path home;
  private static EmbeddedPostgres embedded;
  private static EmbeddedPostgres operators;
  private static String superuserPassword;

  @BeforeAll
  static void start() throws Exception {
    embedded = EmbeddedPostgres.start(TestHome.in(home.resolve("embedded")));
    var options = TestHome.in(home.resolve("operators"));
    operators =
        EmbeddedPostgres.start(
            Files.isDirectory(DEBIAN) ? options.withInstallation(DEBIAN) : options);
    superuserPassword =
        Files.readAllLines(home.resolve("operators/secrets.properties"))
            .getFirst()
            .substring("postgres=".length());
  }

  @AfterAll
  static void stop() {
    embedded.close();
    operators.close();
  }

  @Test
  void theRolesHaveNoPowerOverOtherRows() throws Exception {
    for (DatabaseRole role : DatabaseRole.values()) {
      assertThat(
              Sql.text(
                  embedded.database(),
                  role,
                  "SELECT current_user || ' ' || rolsuper || rolbypassrls || rolcreaterole"
                      + " FROM pg_roles WHERE rolname = current_user"))
          .isEqualTo(role.sqlName() + " falsefalsefalse");
    }
    assertThatThrownBy(
            () -> Sql.run(embedded.database(), DatabaseRole.APP, "CREATE TABLE mine (n int)"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> Sql.run(embedded.database(), DatabaseRole.APP, "SET ROLE tidemark_owner"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void migrationsRunOnceEvenWhenSeveralProcessesBegin() {
    newDatabase("several");
    Database database = ExternalPostgres.open(url("several"), "postgres", superuserPassword);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var runs =
          IntStream.range(0, 3)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> Migrations.run(database, "db/sample"), threads))
              .toList();
      assertThat(runs.stream().mapToInt(run -> run.join().applied()).sum()).isEqualTo(1);
    }
    assertThat(Migrations.run(database, "db/sample")).isEqualTo(new Migrations.Outcome(0, "1"));
  }

  @Test
  void theEmbeddedServerKeepsTenantsApart() throws Exception {
    keepsTenantsApart(embedded.database());
  }

  @Test
  void aSuperusersLoginKeepsTenantsApartToo() throws Exception {
    newDatabase("super");
    keepsTenantsApart(ExternalPostgres.open(url("super"), "postgres", superuserPassword));
  }

  @Test
  void aLoginThatMayNotMakeRolesIsToldWhatToRunAndThenWorks() throws Exception {
    newDatabase("humble");
    administer("humble", "CREATE ROLE humble LOGIN PASSWORD 'pw'");
    assertThatThrownBy(() -> ExternalPostgres.open(url("humble"), "humble", "pw"))
        .isInstanceOfSatisfying(
            TidemarkException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
              assertThat(e.fix()).contains(ExternalPostgres.statements("humble"));
              for (String statement : ExternalPostgres.statements("humble").split(";", -1)) {
                // The roles are the server's, and another database's bootstrap has made them.
                if (!statement.strip().startsWith("CREATE ROLE")) {
                  administer("humble", statement);
                }
              }
            });
    keepsTenantsApart(ExternalPostgres.open(url("humble"), "humble", "pw"));
  }

  @Test
  void aRoleThatBypassesRowLevelSecurityIsRefused() throws Exception {
    newDatabase("lax");
    administer("lax", "ALTER ROLE tidemark_worker BYPASSRLS");
    try {
      assertThatThrownBy(() -> ExternalPostgres.open(url("lax"), "postgres", superuserPassword))
          .hasMessageContaining("would see the rows of all tenants")
          .hasMessageContaining("NOBYPASSRLS");
    } finally {
      administer("lax", "ALTER ROLE tidemark_worker NOBYPASSRLS");
    }
  }

  @Test
  void wrongAddressesAndPasswordsAreClearErrors() {
    assertThatThrownBy(() -> ExternalPostgres.open("mysql://x", "u", "p"))
        .hasMessageContaining("jdbc:postgresql:");
    assertThatThrownBy(() -> ExternalPostgres.open(url("postgres"), "postgres", "wrong"))
        .hasMessageContaining("password authentication failed")
        .hasMessageContaining("user=postgres")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void passwordsAreNotPrinted() {
    assertThat(embedded.database().toString().toLowerCase(Locale.ROOT)).doesNotContain("secret");
  }

  private static void keepsTenantsApart(Database database) throws SQLException {
    Migrations.run(database, "db/sample");
    asTenant(database, "a", "INSERT INTO notes VALUES ('a', 1, 'of a')");
    asTenant(database, "b", "INSERT INTO notes VALUES ('b', 1, 'of b')");
    assertThatThrownBy(() -> asTenant(database, "a", "INSERT INTO notes VALUES ('b', 2, 'forged')"))
        .hasMessageContaining("row-level security");
    String all = "SELECT string_agg(body, ',' ORDER BY body) FROM notes";
    assertThat(Sql.text(database, DatabaseRole.APP, all)).as("no tenant set").isEqualTo("null");
    assertThat(Sql.text(database, DatabaseRole.OWNER, all)).as("the owner").isEqualTo("null");
    assertThat(Sql.text(database, DatabaseRole.WORKER, all)).isEqualTo("of a,of b");
    try (Connection connection = database.dataSource(DatabaseRole.APP).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT set_config('tidemark.tenant', 'a', true)");
      try (var rows = statement.executeQuery(all)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("of a");
      }
    }
  }

  private static void asTenant(Database database, String tenant, String sql) throws SQLException {
    try (Connection connection = database.dataSource(DatabaseRole.APP).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT set_config('tidemark.tenant', '" + tenant + "', true)");
      statement.execute(sql);
      connection.commit();
    }
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + operators.port() + "/" + database;
  }

  private static void newDatabase(String name) {
    administer("postgres", "CREATE DATABASE " + name);
  }

  private static void administer(String database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(url(database), "postgres", superuserPassword);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(sql, e));
    }
  }
}
