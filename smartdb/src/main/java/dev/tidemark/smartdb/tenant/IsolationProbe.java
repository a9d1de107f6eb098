package dev.tidemark.smartdb.tenant;

import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.tenant.Catalogue.Relation;
import dev.tidemark.smartdb.tenant.Catalogue.Routine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries to see one tenant's rows as everybody else: every table, view and function that the
 * catalogue has is read and called as each role that serves requests, without a tenant, as another
 * tenant, and with names that try to be SQL. Rows of the tenant are recognised by marks in them.
 * All is rolled back.
 */
public final class IsolationProbe {
  private static final List<DatabaseRole> ROLES =
      List.of(DatabaseRole.APP, DatabaseRole.INGEST, DatabaseRole.READER);

  private final Database database;
  private final String owner;
  private final Set<String> marks;
  private final RoutineArguments arguments;
  private final List<Relation> relations;
  private final List<Routine> routines;
  private final Set<String> shared = SharedRelations.names();

  /**
   * @param owner the tenant whose rows are looked for
   * @param marks texts that stand in its rows and nowhere else
   * @param arguments what functions are called with
   */
  public IsolationProbe(
      Database database, String owner, Set<String> marks, RoutineArguments arguments)
      throws SQLException {
    this.database = database;
    this.owner = owner;
    this.marks = Set.copyOf(marks);
    this.arguments = arguments;
    try (Connection connection = database.dataSource(DatabaseRole.OWNER).getConnection()) {
      relations = Catalogue.relations(connection);
      routines = Catalogue.routines(connection);
    }
  }

  /** Relations whose rows are the tenant's: whoever is not it must find none. */
  public List<String> tenantRelations() {
    return relations.stream()
        .filter(relation -> isTenants(relation) && !relation.isPartition())
        .map(Relation::name)
        .toList();
  }

  /** Names of all tables, views and functions that are probed. */
  public List<String> probed() {
    List<String> names = new ArrayList<>(relations.stream().map(Relation::name).toList());
    names.addAll(routines.stream().map(Routine::name).distinct().toList());
    return names;
  }

  /** What someone who is not the tenant got to see, as sentences; empty if nothing. */
  public List<String> leaks() throws SQLException {
    List<String> leaks = new ArrayList<>();
    for (DatabaseRole role : ROLES) {
      for (@Nullable String tenant : strangers()) {
        leaks.addAll(seen(role, tenant));
      }
    }
    return leaks;
  }

  /** What the role sees of the tenant's rows in a transaction with this setting. */
  public List<String> seen(DatabaseRole role, @Nullable String tenant) throws SQLException {
    List<String> seen = new ArrayList<>();
    try (Connection connection = database.dataSource(role).getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LOCAL statement_timeout = '5s'");
      }
      if (tenant != null) {
        TenantTransactions.enter(connection, tenant);
      }
      String who = role.sqlName() + (tenant == null ? " without a tenant" : " as '" + tenant + "'");
      for (Relation relation : relations) {
        rows(connection, relation, who, seen);
        if (isTenants(relation)) {
          changes(connection, relation, who, seen);
        }
      }
      for (Routine routine : routines) {
        if (routine.kind() == 'f' || routine.kind() == 'p') {
          calls(connection, routine, who, tenant, seen);
        }
      }
      connection.rollback();
    }
    return seen;
  }

  private List<@Nullable String> strangers() {
    List<@Nullable String> tenants = new ArrayList<>();
    tenants.add(null);
    tenants.addAll(
        List.of(
            "",
            "someone-else",
            owner + " ",
            owner.toUpperCase(java.util.Locale.ROOT),
            owner + "' OR '1'='1",
            "x', true); SELECT set_config('tidemark.tenant', '" + owner + "', false); --",
            "%"));
    return Collections.unmodifiableList(tenants);
  }

  private boolean isTenants(Relation relation) {
    return relation.isView()
        ? relation.reads().stream()
            .anyMatch(table -> isOurs(table) && !shared.contains(table) && relation.invoker())
        : !shared.contains(relation.root());
  }

  private static boolean isOurs(String table) {
    return table.startsWith(Database.MARKET_SCHEMA + ".")
        || table.startsWith(Database.SCHEMA + ".")
        || table.startsWith(Database.API_SCHEMA + ".");
  }

  private void rows(Connection connection, Relation relation, String who, List<String> seen)
      throws SQLException {
    attempt(
        connection,
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery("SELECT r::text FROM " + relation.name() + " r")) {
            while (rows.next()) {
              String row = String.valueOf(rows.getString(1));
              if (isTenants(relation) || marked(row)) {
                seen.add(who + " reads in " + relation.name() + ": " + row);
                return;
              }
            }
          }
        },
        who + " in an error about " + relation.name(),
        seen);
  }

  private void changes(Connection connection, Relation relation, String who, List<String> seen)
      throws SQLException {
    for (String change :
        List.of(
            "UPDATE " + relation.name() + " SET tenant_id = tenant_id",
            "DELETE FROM " + relation.name())) {
      attempt(
          connection,
          () -> {
            try (Statement statement = connection.createStatement()) {
              int changed = statement.executeUpdate(change);
              if (changed > 0) {
                seen.add(who + " changes " + changed + " rows: " + change);
              }
            }
          },
          who + " in an error of " + change,
          seen);
    }
  }

  private void calls(
      Connection connection,
      Routine routine,
      String who,
      @Nullable String tenant,
      List<String> seen)
      throws SQLException {
    for (List<@Nullable String> values : arguments.of(routine.arguments())) {
      String call = call(routine);
      String shown = who + " calls " + routine.name() + values;
      attempt(
          connection,
          () -> {
            try (PreparedStatement statement = connection.prepareStatement(call)) {
              for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
              }
              if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                  while (rows.next()) {
                    String row = String.valueOf(rows.getString(1));
                    if (marked(row)) {
                      seen.add(shown + ": " + row);
                      return;
                    }
                  }
                }
              }
            }
            settingStays(connection, tenant, shown, seen);
          },
          shown,
          seen);
    }
  }

  private static String call(Routine routine) {
    List<String> places = routine.arguments().stream().map(type -> "?::" + type).toList();
    String call = routine.name() + "(" + String.join(", ", places) + ")";
    return routine.kind() == 'p' ? "CALL " + call : "SELECT r::text FROM " + call + " r";
  }

  private static void settingStays(
      Connection connection, @Nullable String tenant, String shown, List<String> seen)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COALESCE(current_setting('tidemark.tenant', true), '')")) {
      String now = rows.next() ? rows.getString(1) : "";
      if (!now.equals(tenant == null ? "" : tenant)) {
        seen.add(shown + " and is '" + now + "' from then on");
      }
    }
  }

  /** A try in a savepoint of its own. That it fails is as good as that it finds nothing. */
  private void attempt(Connection connection, Try what, String shown, List<String> seen)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      what.run();
    } catch (SQLException refused) {
      String message = String.valueOf(refused.getMessage());
      if (marked(message)) {
        seen.add(shown + ": " + message);
      }
    }
    connection.rollback(before);
  }

  private boolean marked(String text) {
    return marks.stream().anyMatch(text::contains);
  }

  /** Something that the database may refuse. */
  @FunctionalInterface
  private interface Try {
    void run() throws SQLException;
  }
}
