package dev.tidemark.smartdb.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.Sql;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.TestMarket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing of one tenant is seen by another, whatever table, view or function is asked. The objects
 * are those of the catalogue: a new one is held to it without being entered here.
 */
class IsolationTest {
  private static final RoutineArguments ARGUMENTS =
      new RoutineArguments(
          List.of("private:CANARY", "victim", "x'; SET tidemark.tenant = 'victim'; --", "%"),
          List.of("1", "-1"),
          "2024-06-03T00:00:00Z",
          "2024-06-04T00:00:00Z");

  /** The price of everything that is the victim's, and texts in it that no call says itself. */
  private static final Set<String> MARKS = Set.of("canary", "CANARY-BARS", "73137.73");

  /** Views that show nothing to anybody. */
  private static final Set<String> EMPTY = Set.of("md.private_horizon");

  private static ScratchDatabase market;
  private static Database database;

  @BeforeAll
  static void install() throws Exception {
    market = TestMarket.create();
    database = market.database();
    VictimRows.write(database, "victim");
  }

  @AfterAll
  static void drop() {
    market.close();
  }

  @Test
  void everyObjectOfTheCatalogueKeepsTheRules() throws Exception {
    assertThat(IsolationRules.breaches(database)).isEmpty();
  }

  @Test
  void nobodyElseSeesATenantsRows() throws Exception {
    assertThat(probe().leaks()).isEmpty();
  }

  @Test
  void theTenantItselfSeesARowOfItsOwnInEveryRelation() throws Exception {
    List<String> seen = probe().seen(DatabaseRole.APP, "victim");
    for (String relation : probe().tenantRelations()) {
      if (!EMPTY.contains(relation)) {
        assertThat(seen)
            .as("no row of the victim is in %s: write one in VictimRows", relation)
            .anyMatch(line -> line.startsWith("tidemark_app as 'victim' reads in " + relation));
      }
    }
    for (String function :
        List.of(
            "api.ohlc", "api.features", "api.feature_pit_snapshot", "api.feature_pit_snapshots")) {
      assertThat(seen)
          .as("the arguments given to %s find nothing, so that they prove nothing", function)
          .anyMatch(line -> line.startsWith("tidemark_app as 'victim' calls " + function + "["));
    }
  }

  @Test
  void smuggledSettingsDoNotLastBeyondTheTransaction() throws Exception {
    try (HikariDataSource pool = database.pool(DatabaseRole.APP, 1)) {
      TenantTransactions transactions = new TenantTransactions(pool);
      for (String name :
          List.of(
              "x'; SET tidemark.tenant = 'victim'; --",
              "x', true), set_config('tidemark.tenant', 'victim")) {
        long seen =
            transactions.run(
                name,
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet rows =
                          statement.executeQuery("SELECT count(*) FROM md.private_series")) {
                    rows.next();
                    return rows.getLong(1);
                  }
                });
        assertThat(seen).isZero();
      }
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT count(*) FROM md.private_series")) {
        rows.next();
        assertThat(rows.getLong(1)).isZero();
      }
    }
  }

  @Test
  void theRowsOfATenantCannotBeWrittenByAnother() throws Exception {
    for (String table :
        List.of(
            "private_series (tenant_id, symbol, basis, calendar, asset_class) VALUES"
                + " ('victim', 'private:FORGED', 'TRADES', 'XNYS', 'EQUITY')",
            "private_audit_log (tenant_id, action, subject, records) VALUES ('victim', 'x', 'y', 1)")) {
      assertThatThrownBy(
              () ->
                  Sql.run(
                      database,
                      DatabaseRole.APP,
                      "BEGIN; SELECT set_config('tidemark.tenant', 'anna', true); INSERT INTO md."
                          + table))
          .hasMessageMatching("(?s).*(permission denied|row-level security).*");
    }
  }

  @Test
  void privateFunctionsAreThoseOfTheSharedOnesAndMakingThemAgainChangesNothing() throws Exception {
    String definitions =
        """
        SELECT md5(string_agg(d, '' ORDER BY d)) FROM (
          SELECT pg_get_functiondef(p.oid) || COALESCE(p.proacl::text, '') AS d FROM pg_proc p
          WHERE p.pronamespace IN ('md'::regnamespace, 'api'::regnamespace) AND p.prokind = 'f'
          UNION ALL
          SELECT pg_get_viewdef(c.oid) || c.relacl::text || c.reloptions::text FROM pg_class c
          WHERE c.relkind = 'v' AND starts_with(c.relname, 'private_')) definitions
        """;
    String before = Sql.text(database, DatabaseRole.OWNER, definitions);
    Sql.run(database, DatabaseRole.OWNER, "SELECT md.make_private_functions()");
    assertThat(Sql.text(database, DatabaseRole.OWNER, definitions)).isEqualTo(before);
    assertThat(
            Sql.text(
                database,
                DatabaseRole.OWNER,
                "SELECT role || ' ' || subject FROM md.audit_log WHERE action = 'MIGRATED'"))
        .isEqualTo("tidemark_owner market");
  }

  @Test
  void whoeverMakesASeriesIsNoted() throws Exception {
    Sql.run(
        database,
        DatabaseRole.INGEST,
        "INSERT INTO md.series (symbol, source, basis, calendar, asset_class)"
            + " VALUES ('NOTED', 'venue', 'TRADES', 'XNYS', 'EQUITY')");
    assertThat(
            Sql.text(
                database,
                DatabaseRole.OWNER,
                "SELECT role || ' ' || action || ' ' || (detail ->> 'source') FROM md.audit_log"
                    + " WHERE subject = 'NOTED'"))
        .isEqualTo("tidemark_ingest SERIES_MADE venue");
  }

  @Test
  void auditLogsAreOnlyAddedTo() {
    for (DatabaseRole role : DatabaseRole.values()) {
      for (String change :
          List.of(
              "DELETE FROM md.audit_log",
              "UPDATE md.audit_log SET subject = 'x'",
              "TRUNCATE md.audit_log",
              "INSERT INTO md.audit_log (role, action, subject) VALUES ('someone', 'x', 'y')",
              "DELETE FROM md.private_audit_log",
              "UPDATE md.private_audit_log SET subject = 'x'")) {
        assertThatThrownBy(() -> Sql.run(database, role, change))
            .as(role + " " + change)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void aTableWithoutPolicyIsFound() throws Exception {
    String make =
        "CREATE TABLE md.careless (tenant_id text, note text);"
            + " GRANT SELECT ON md.careless TO tidemark_app;"
            + " INSERT INTO md.careless VALUES ('victim', 'canary')";
    Sql.run(database, DatabaseRole.OWNER, make);
    try {
      assertThat(IsolationRules.breaches(database))
          .anySatisfy(
              breach ->
                  assertThat(breach)
                      .contains("md.careless does not force row-level security")
                      .contains("CREATE POLICY of_tenant")
                      .contains("shared-relations.txt"));
      assertThat(probe().seen(DatabaseRole.APP, null))
          .anyMatch(leak -> leak.startsWith("tidemark_app without a tenant reads in md.careless"));
    } finally {
      Sql.run(database, DatabaseRole.OWNER, "DROP TABLE md.careless");
    }
  }

  @Test
  void aPolicyThatIsTooWideAndAViewPastItAreFound() throws Exception {
    Sql.run(
        database,
        DatabaseRole.OWNER,
        "CREATE TABLE md.wide (tenant_id text PRIMARY KEY, note text);"
            + " ALTER TABLE md.wide ENABLE ROW LEVEL SECURITY;"
            + " ALTER TABLE md.wide FORCE ROW LEVEL SECURITY;"
            + " CREATE POLICY of_all ON md.wide TO tidemark_app, tidemark_owner USING (true);"
            + " CREATE VIEW api.wide AS SELECT * FROM md.wide;"
            + " CREATE FUNCTION api.wide_notes() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER"
            + "   AS 'SELECT note FROM md.wide';"
            + " GRANT SELECT ON api.wide TO tidemark_reader;"
            + " INSERT INTO md.wide VALUES ('victim', 'canary')");
    try {
      assertThat(IsolationRules.breaches(database))
          .anyMatch(breach -> breach.startsWith("policy of_all of md.wide lets more"))
          .anyMatch(breach -> breach.startsWith("view api.wide reads md.wide with the rights"))
          .anyMatch(breach -> breach.startsWith("api.wide_notes has the rights of its owner and"));
      assertThat(probe().seen(DatabaseRole.READER, null))
          .anyMatch(leak -> leak.startsWith("tidemark_reader without a tenant reads in api.wide"))
          .anyMatch(leak -> leak.contains("calls api.wide_notes[]: canary"));
    } finally {
      Sql.run(
          database,
          DatabaseRole.OWNER,
          "DROP VIEW api.wide; DROP FUNCTION api.wide_notes; DROP TABLE md.wide");
    }
  }

  private static IsolationProbe probe() throws Exception {
    return new IsolationProbe(database, "victim", MARKS, ARGUMENTS);
  }
}
