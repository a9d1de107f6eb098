package dev.tidemark.smartdb.tenant;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.tenant.Catalogue.Policy;
import dev.tidemark.smartdb.tenant.Catalogue.Relation;
import dev.tidemark.smartdb.tenant.Catalogue.Routine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What must hold of every table, view and function of our schemas, judged from the catalogue: a new
 * object is judged too, without being entered anywhere.
 */
public final class IsolationRules {
  /** The one condition under which a tenant's row is seen, as the catalogue prints it. */
  private static final String TENANT =
      "(tenant_id = NULLIF(current_setting('tidemark.tenant'::text, true), ''::text))";

  private static final String HOW =
      "; a tenant's table has tenant_id text NOT NULL in its primary key, ALTER TABLE .. ENABLE and"
          + " FORCE ROW LEVEL SECURITY, and CREATE POLICY of_tenant .. USING (tenant_id ="
          + " NULLIF(current_setting('tidemark.tenant', true), '')), in the migration that makes it;"
          + " a table that all tenants may know is a line in "
          + SharedRelations.LIST;

  /** Roles that must never see more than one tenant. */
  private static final List<DatabaseRole> BOUND =
      List.of(DatabaseRole.APP, DatabaseRole.INGEST, DatabaseRole.READER);

  /** What was told stays told: only functions of the owner may take something out of these. */
  private static final Set<String> LOGS =
      Set.of(
          "md.trade_version",
          "md.restatement",
          "md.provider_bar",
          "md.bar_revision",
          "md.fact",
          "md.dead_letter",
          "md.quote");

  private IsolationRules() {}

  /** Every breach, as a sentence that says what to do; empty if all is well. As the owner. */
  public static List<String> breaches(Database database) throws SQLException {
    List<String> breaches = new ArrayList<>();
    Set<String> shared = SharedRelations.names();
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      for (Relation relation : Catalogue.relations(connection)) {
        if (!relation.owner().equals(DatabaseRole.OWNER.sqlName())) {
          breaches.add(relation.name() + " belongs to " + relation.owner() + ", not to the owner");
        }
        if (relation.isView()) {
          view(relation, shared, breaches);
        } else if (shared.contains(relation.root())) {
          shared(connection, relation, breaches);
        } else {
          tenants(connection, relation, breaches);
        }
        privileges(connection, relation, shared, breaches);
      }
      for (Routine routine : Catalogue.routines(connection)) {
        routine(routine, breaches);
      }
    }
    return breaches;
  }

  private static void view(Relation view, Set<String> shared, List<String> breaches) {
    for (String table : view.reads()) {
      boolean ours =
          table.startsWith(Database.MARKET_SCHEMA + ".")
              || table.startsWith(Database.API_SCHEMA + ".")
              || table.startsWith(Database.SCHEMA + ".");
      if (ours && !view.invoker() && !shared.contains(table)) {
        breaches.add(
            "view "
                + view.name()
                + " reads "
                + table
                + " with the rights of its owner; make it WITH (security_invoker = true)");
      }
    }
  }

  private static void shared(Connection connection, Relation table, List<String> breaches)
      throws SQLException {
    if (table.keyed()) {
      breaches.add(
          table.name() + " is on the list of shared tables and has tenant_id in its key" + HOW);
    }
    for (String right : List.of("INSERT", "UPDATE", "DELETE", "TRUNCATE")) {
      // Who serves requests of tenants does not write what all tenants read; the audit log is
      // where everybody leaves a line.
      boolean audit = table.name().equals("md.audit_log") && right.equals("INSERT");
      if (!audit && may(connection, DatabaseRole.APP, table, right)) {
        breaches.add(
            DatabaseRole.APP.sqlName() + " may " + right + " shared " + table.name() + "; revoke");
      }
    }
  }

  private static void tenants(Connection connection, Relation table, List<String> breaches)
      throws SQLException {
    if (table.isPartition()) {
      for (DatabaseRole role : BOUND) {
        for (String right : List.of("SELECT", "INSERT", "UPDATE", "DELETE")) {
          if (may(connection, role, table, right)) {
            breaches.add(
                role.sqlName()
                    + " may "
                    + right
                    + " the partition "
                    + table.name()
                    + " itself, past the policies of its table; revoke");
          }
        }
      }
      return;
    }
    if (table.kind() == 'm') {
      breaches.add(
          table.name()
              + " is a materialised view, which cannot have policies; if all it reads is shared, add"
              + " a line to "
              + SharedRelations.LIST
              + ", otherwise make it a table");
      return;
    }
    if (!table.keyed()) {
      breaches.add(table.name() + " has no tenant_id in its primary key" + HOW);
    }
    if (!table.secured()) {
      breaches.add(table.name() + " does not force row-level security" + HOW);
    }
    for (Policy policy : Catalogue.policies(connection, table)) {
      boolean bound =
          policy.roles().contains("public")
              || BOUND.stream().anyMatch(role -> policy.roles().contains(role.sqlName()));
      boolean reads = policy.using().isEmpty() || policy.using().equals(TENANT);
      boolean writes = policy.check().isEmpty() || policy.check().equals(TENANT);
      if (bound && !(reads && writes && !(policy.using() + policy.check()).isEmpty())) {
        breaches.add(
            "policy "
                + policy.name()
                + " of "
                + table.name()
                + " lets more than the tenant's rows through: "
                + policy.using()
                + " "
                + policy.check()
                + HOW);
      }
    }
  }

  private static void privileges(
      Connection connection, Relation relation, Set<String> shared, List<String> breaches)
      throws SQLException {
    boolean api = relation.name().startsWith(Database.API_SCHEMA + ".");
    for (DatabaseRole role : DatabaseRole.values()) {
      if (role == DatabaseRole.OWNER) {
        continue;
      }
      for (String right :
          List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")) {
        if (may(connection, role, relation, right)
            && !allowed(role, relation, right, api, shared)) {
          breaches.add(
              role.sqlName()
                  + " may "
                  + right
                  + " "
                  + relation.name()
                  + ", more than its work needs; revoke it in the migration that grants it");
        }
      }
    }
  }

  private static boolean allowed(
      DatabaseRole role, Relation relation, String right, boolean api, Set<String> shared) {
    if (Set.of("TRUNCATE", "REFERENCES", "TRIGGER").contains(right)) {
      return false;
    }
    return switch (role) {
      case READER -> api && right.equals("SELECT");
      case INGEST ->
          (relation.isView() || shared.contains(relation.root()))
              && !(LOGS.contains(relation.root())
                  && (right.equals("DELETE") || right.equals("UPDATE")));
      case APP, WORKER, OWNER -> true;
    };
  }

  private static void routine(Routine routine, List<String> breaches) {
    if (!routine.owner().equals(DatabaseRole.OWNER.sqlName())) {
      breaches.add(routine.name() + " belongs to " + routine.owner() + ", not to the owner");
    }
    if (routine.definer() && !routine.searchPath()) {
      breaches.add(
          routine.name()
              + " has the rights of its owner and the search path of its caller; add SET"
              + " search_path = pg_catalog, pg_temp");
    }
    if (routine.definer() && routine.open()) {
      breaches.add(
          routine.name()
              + " has the rights of its owner and everybody may call it; add REVOKE ALL ON FUNCTION"
              + " .. FROM PUBLIC and GRANT EXECUTE to the roles that need it");
    }
  }

  private static boolean may(
      Connection connection, DatabaseRole role, Relation relation, String right)
      throws SQLException {
    boolean columns = Set.of("SELECT", "INSERT", "UPDATE", "REFERENCES").contains(right);
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT has_table_privilege(?, ?::regclass, ?)"
                + (columns ? " OR has_any_column_privilege(?, ?::regclass, ?)" : ""))) {
      for (int at = 0; at < (columns ? 6 : 3); at += 3) {
        query.setString(at + 1, role.sqlName());
        query.setString(at + 2, relation.name());
        query.setString(at + 3, right);
      }
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }
}
