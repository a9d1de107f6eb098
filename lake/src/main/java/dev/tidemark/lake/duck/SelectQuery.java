package dev.tidemark.lake.duck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.delta.LogJson;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A caller's SELECT, run in a database of its own that sees the views it was given, and no file but
 * those in the directories of their tables.
 */
public final class SelectQuery {
  private SelectQuery() {}

  /**
   * @param views SELECTs by the name the text uses, {@code name} or {@code schema.name}
   * @param directories where the files of the views are
   */
  public static Scan run(
      LakeOptions options,
      String select,
      Map<String, String> views,
      Set<Path> directories,
      Scan.Plan plan) {
    DuckEngine engine = new DuckEngine(options);
    DuckSession session = engine.session();
    try {
      checkSelect(session, select);
      makeViews(session, views, options.root());
      engine.confine(directories);
      String typed = typed(session, select);
      DuckScan scan = DuckScan.run(session, typed, null, plan, options.root());
      return new OwnedScan(scan, engine);
    } catch (RuntimeException e) {
      session.close();
      engine.close();
      throw e;
    }
  }

  private static void checkSelect(DuckSession session, String select) {
    String[] json = {""};
    session.query(
        "SELECT json_serialize_sql(" + Sql.text(select) + ")",
        Path.of(""),
        row -> json[0] = row.getString(1));
    JsonNode parsed;
    try {
      parsed = LogJson.MAPPER.readTree(json[0]);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    if (parsed.path("error").asBoolean()) {
      throw notSelect(parsed.path("error_message").asText());
    }
    if (parsed.path("statements").size() != 1) {
      throw notSelect("there is more than one statement");
    }
  }

  private static TidemarkException notSelect(String why) {
    return TidemarkException.of(
        ErrorCode.INVALID_ARGUMENT, "Not one SELECT", why, "write one SELECT statement");
  }

  private static void makeViews(DuckSession session, Map<String, String> views, Path root) {
    Set<String> schemas = new LinkedHashSet<>();
    views.forEach(
        (name, select) -> {
          int dot = name.indexOf('.');
          String quoted = Sql.name(name);
          if (dot > 0) {
            String schema = name.substring(0, dot);
            if (schemas.add(schema)) {
              session.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.name(schema), root);
            }
            quoted = Sql.name(schema) + "." + Sql.name(name.substring(dot + 1));
          }
          session.execute("CREATE VIEW " + quoted + " AS " + select, root);
        });
  }

  /** The query with every column cast to a type a column of ours can have. */
  private static String typed(DuckSession session, String select) {
    List<String> casts = new ArrayList<>();
    boolean[] plain = {true};
    Set<String> names = new LinkedHashSet<>();
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE " + select)) {
      while (rows.next()) {
        String name = rows.getString("column_name");
        String type = rows.getString("column_type");
        String target = target(type);
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
          throw TidemarkException.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "Two columns of the result have the same name",
                  "columns are found by their names",
                  "name one of them with AS")
              .withDetail("column", name);
        }
        plain[0] &= target.equals(type);
        casts.add(
            target.equals(type)
                ? Sql.name(name)
                : Sql.name(name) + "::" + target + " AS " + Sql.name(name));
      }
    } catch (SQLException e) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "The query cannot be run",
          DuckEngine.firstLine(String.valueOf(e.getMessage())),
          "correct the query; tables are written layer.name",
          e);
    }
    String body = select.strip();
    body = body.endsWith(";") ? body.substring(0, body.length() - 1) : body;
    return plain[0] ? body : "SELECT " + String.join(", ", casts) + " FROM (" + body + "\n)";
  }

  private static String target(String type) {
    if (type.startsWith("DECIMAL(")) {
      return type;
    }
    return switch (type) {
      case "VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN", "DATE" -> type;
      case "TIMESTAMP WITH TIME ZONE" -> type;
      case "TINYINT", "SMALLINT", "UTINYINT", "USMALLINT" -> "INTEGER";
      case "UINTEGER" -> "BIGINT";
      case "UBIGINT", "HUGEINT" -> "DECIMAL(38,0)";
      case "FLOAT" -> "DOUBLE";
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> "TIMESTAMPTZ";
      default -> "VARCHAR";
    };
  }
}
