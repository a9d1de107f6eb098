package dev.tidemark.smartdb.tenant;

import dev.tidemark.smartdb.Database;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is in our schemas, as the database itself tells it. */
final class Catalogue {
  private static final String SCHEMAS =
      "('"
          + Database.MARKET_SCHEMA
          + "', '"
          + Database.API_SCHEMA
          + "', '"
          + Database.SCHEMA
          + "')";

  /** Relations that a view reads, itself or through the views it reads. */
  private static final String READ_BY_VIEW =
      """
      WITH RECURSIVE reads (oid) AS (
        SELECT d.refobjid FROM pg_rewrite r JOIN pg_depend d ON d.objid = r.oid
         AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        WHERE r.ev_class = c.oid AND d.refobjid <> c.oid
        UNION
        SELECT d.refobjid FROM reads JOIN pg_rewrite r ON r.ev_class = reads.oid
        JOIN pg_depend d ON d.objid = r.oid
         AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        WHERE d.refobjid <> reads.oid)
      SELECT array_agg(DISTINCT n2.nspname || '.' || c2.relname)
      FROM reads JOIN pg_class c2 USING (oid) JOIN pg_namespace n2 ON n2.oid = c2.relnamespace
      WHERE c2.relkind IN ('r', 'p', 'f', 'm')
      """;

  /**
   * A table, partition, view or materialised view.
   *
   * @param kind as {@code pg_class.relkind}
   * @param root of a partition the table it is a part of, otherwise {@code name}
   * @param keyed whether {@code tenant_id} is in the primary key
   * @param secured whether row-level security is enabled and forced
   * @param invoker whether a view has the rights of its reader
   * @param reads tables that a view reads, through other views too
   */
  record Relation(
      String name,
      String root,
      char kind,
      boolean keyed,
      boolean secured,
      boolean invoker,
      Set<String> reads,
      String owner) {

    boolean isView() {
      return kind == 'v';
    }

    boolean isPartition() {
      return !root.equals(name);
    }
  }

  /**
   * A permissive policy.
   *
   * @param using null is the empty string
   * @param check of rows written; the empty string where {@code using} counts
   */
  record Policy(String name, String command, Set<String> roles, String using, String check) {}

  /**
   * A function or procedure.
   *
   * @param name with its schema
   * @param arguments types of the input arguments
   * @param definer whether it has the rights of its owner
   * @param searchPath whether it sets its search path itself
   * @param open whether every role may execute it
   */
  record Routine(
      String name,
      List<String> arguments,
      char kind,
      boolean definer,
      boolean searchPath,
      boolean open,
      String owner) {}

  private Catalogue() {}

  static List<Relation> relations(Connection connection) throws SQLException {
    List<Relation> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT n.nspname || '.' || c.relname AS name,"
                    + " COALESCE((SELECT rn.nspname || '.' || rc.relname FROM pg_class rc"
                    + "   JOIN pg_namespace rn ON rn.oid = rc.relnamespace"
                    + "   WHERE c.relispartition AND rc.oid = pg_partition_root(c.oid)),"
                    + "   n.nspname || '.' || c.relname) AS root,"
                    + " c.relkind::text AS kind,"
                    + " EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a"
                    + "   ON a.attrelid = c.oid AND a.attname = 'tenant_id'"
                    + "   WHERE i.indrelid = c.oid AND i.indisprimary"
                    + "   AND a.attnum = ANY (i.indkey::int2[])) AS keyed,"
                    + " c.relrowsecurity AND c.relforcerowsecurity AS secured,"
                    + " COALESCE(c.reloptions @> ARRAY['security_invoker=true']"
                    + "   OR c.reloptions @> ARRAY['security_invoker=on']"
                    + "   OR c.reloptions @> ARRAY['security_invoker=1'], false) AS invoker,"
                    + " CASE WHEN c.relkind IN ('v', 'm') THEN ("
                    + READ_BY_VIEW
                    + ") END AS reads,"
                    + " pg_get_userbyid(c.relowner) AS owner"
                    + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname IN "
                    + SCHEMAS
                    + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1")) {
      while (rows.next()) {
        found.add(
            new Relation(
                rows.getString("name"),
                rows.getString("root"),
                rows.getString("kind").charAt(0),
                rows.getBoolean("keyed"),
                rows.getBoolean("secured"),
                rows.getBoolean("invoker"),
                Set.copyOf(strings(rows.getArray("reads"))),
                rows.getString("owner")));
      }
    }
    return found;
  }

  static List<Policy> policies(Connection connection, Relation relation) throws SQLException {
    List<Policy> found = new ArrayList<>();
    try (var query =
        connection.prepareStatement(
            "SELECT policyname, cmd, roles::text[] AS roles, COALESCE(qual, '') AS qual,"
                + " COALESCE(with_check, '') AS with_check FROM pg_policies"
                + " WHERE permissive = 'PERMISSIVE' AND schemaname || '.' || tablename = ?")) {
      query.setString(1, relation.name());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Policy(
                  rows.getString("policyname"),
                  rows.getString("cmd"),
                  Set.copyOf(strings(rows.getArray("roles"))),
                  rows.getString("qual"),
                  rows.getString("with_check")));
        }
      }
    }
    return found;
  }

  static List<Routine> routines(Connection connection) throws SQLException {
    List<Routine> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT n.nspname || '.' || p.proname AS name,"
                    + " ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[])"
                    + "   WITH ORDINALITY AS a (t, place) ORDER BY place) AS arguments,"
                    + " p.prokind::text AS kind, p.prosecdef AS definer,"
                    + " EXISTS (SELECT 1 FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%')"
                    + "   AS search_path,"
                    + " EXISTS (SELECT 1 FROM aclexplode(COALESCE(p.proacl,"
                    + "   acldefault('f', p.proowner))) g WHERE g.grantee = 0) AS open,"
                    + " pg_get_userbyid(p.proowner) AS owner"
                    + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                    + " WHERE n.nspname IN "
                    + SCHEMAS
                    + " AND p.prorettype <> 'trigger'::regtype ORDER BY 1, 2")) {
      while (rows.next()) {
        found.add(
            new Routine(
                rows.getString("name"),
                List.copyOf(strings(rows.getArray("arguments"))),
                rows.getString("kind").charAt(0),
                rows.getBoolean("definer"),
                rows.getBoolean("search_path"),
                rows.getBoolean("open"),
                rows.getString("owner")));
      }
    }
    return found;
  }

  private static List<String> strings(@org.jspecify.annotations.Nullable Array array)
      throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
