package dev.tidemark.smartdb.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.Timeouts;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.TestMarket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A connection that comes back to the pool is nobody's, whatever was done with it. */
class PooledConnectionTest {
  private static final String WHO = "SELECT current_setting('tidemark.tenant', true)";

  private static ScratchDatabase market;
  private static Database database;

  @BeforeAll
  static void install() throws Exception {
    market = TestMarket.create();
    database = market.database();
  }

  @AfterAll
  static void drop() {
    market.close();
  }

  @Test
  void theTenantEndsWithItsTransaction() throws Exception {
    try (HikariDataSource pool = database.pool(DatabaseRole.APP, 1)) {
      TenantTransactions transactions = new TenantTransactions(pool);
      String inside = transactions.run("anna", connection -> text(connection, WHO));
      assertThat(inside).isEqualTo("anna");
      assertThat(asNobody(pool)).isEmpty();

      assertThatThrownBy(
              () -> transactions.run("anna", connection -> text(connection, "SELECT 1 / 0")))
          .isInstanceOf(TidemarkException.class);
      assertThat(asNobody(pool)).as("after an error").isEmpty();
    }
  }

  @Test
  void aTransactionLeftOpenEndsWhenTheConnectionComesBack() throws Exception {
    try (HikariDataSource pool = database.pool(DatabaseRole.APP, 1)) {
      try (Connection careless = pool.getConnection()) {
        careless.setAutoCommit(false);
        TenantTransactions.enter(careless, "anna");
      }
      assertThat(asNobody(pool)).isEmpty();
    }
  }

  @Test
  void aTenantSetForTheSessionIsNoticedAndTheConnectionIsNotLentAgain() throws Exception {
    try (HikariDataSource pool = database.pool(DatabaseRole.APP, 1)) {
      int first = process(pool);
      assertThatThrownBy(
              () -> {
                try (Connection careless = pool.getConnection()) {
                  text(careless, "SELECT set_config('tidemark.tenant', 'anna', false)");
                }
              })
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("TM002"))
          .hasMessageContaining("set to a tenant");
      assertThat(asNobody(pool)).isEmpty();
      assertThat(process(pool)).isNotEqualTo(first);
    }
  }

  @Test
  void anotherRoleTakenIsNoticed() throws Exception {
    try (HikariDataSource pool = database.pool(DatabaseRole.APP, 1)) {
      assertThatThrownBy(
              () -> {
                try (Connection careless = pool.getConnection();
                    Statement statement = careless.createStatement()) {
                  statement.execute("RESET ROLE");
                }
              })
          .hasMessageContaining("as another role");
      assertThat(text(pool, "SELECT current_user")).isEqualTo("tidemark_app");
    }
  }

  @Test
  void everyRoleHasItsTimeouts() throws Exception {
    for (DatabaseRole role : DatabaseRole.values()) {
      Timeouts wanted = Timeouts.of(role);
      try (Connection connection = database.dataSource(role).getConnection()) {
        assertThat(millis(connection, "statement_timeout"))
            .isEqualTo(wanted.statement().toMillis());
        assertThat(millis(connection, "lock_timeout")).isEqualTo(wanted.lock().toMillis());
        assertThat(millis(connection, "idle_in_transaction_session_timeout"))
            .isEqualTo(wanted.idleInTransaction().toMillis());
      }
    }
  }

  @Test
  void aStatementThatTakesTooLongSaysThatItMayBeTriedAgain() {
    try (HikariDataSource pool = database.pool(DatabaseRole.APP, 1)) {
      TenantTransactions transactions = new TenantTransactions(pool);
      assertThatThrownBy(
              () ->
                  transactions.run(
                      "anna",
                      connection -> {
                        try (Statement statement = connection.createStatement()) {
                          statement.execute("SET LOCAL statement_timeout = 20");
                        }
                        return text(connection, "SELECT pg_sleep(60)");
                      }))
          .isInstanceOfSatisfying(
              TidemarkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }

  private static long millis(Connection connection, String setting) throws SQLException {
    return Long.parseLong(
        text(connection, "SELECT setting FROM pg_settings WHERE name = '" + setting + "'"));
  }

  private static int process(HikariDataSource pool) throws SQLException {
    return Integer.parseInt(text(pool, "SELECT pg_backend_pid()"));
  }

  private static String asNobody(HikariDataSource pool) throws SQLException {
    return text(pool, WHO);
  }

  private static String text(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return text(connection, sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      String value = rows.next() ? rows.getString(1) : "";
      return value == null ? "" : value;
    }
  }
}
