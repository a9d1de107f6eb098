package dev.tidemark.smartdb.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.Sql;
import dev.tidemark.smartdb.market.ScratchDatabase;
import dev.tidemark.smartdb.market.TestMarket;
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
  void everyObjectOfTheCatalogueKeepsTheRules() throws Exception {
    assertThat(IsolationRules.breaches(database)).isEmpty();
  }

  @Test
  void nobodyElseSeesATenantsRows() throws Exception {
    assertThat(probe().leaks()).isEmpty();
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
      assertThat(probe().leaks())
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
      assertThat(probe().leaks())
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
    return new IsolationProbe(database, "victim", Set.of("canary"), ARGUMENTS);
  }
}
