package dev.tidemark.lake.duck;

import dev.tidemark.lake.Column;
import dev.tidemark.lake.delta.Bound;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Text of SQL, with everything that is not ours quoted. */
public final class Sql {
  private Sql() {}

  /** An identifier. */
  public static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  public static String names(Collection<String> identifiers) {
    return identifiers.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A string literal. */
  public static String text(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }

  public static String texts(Collection<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }

  /** The engine's type of a column. */
  public static String type(Column column) {
    return switch (column.kind()) {
      case STRING -> "VARCHAR";
      case LONG -> "BIGINT";
      case INT -> "INTEGER";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMPTZ";
      case DATE -> "DATE";
      case DECIMAL -> "DECIMAL(" + column.precision() + "," + column.scale() + ")";
    };
  }

  /** A literal in the form the column is stored in. */
  public static String literal(Column column, Object value) {
    return switch (column.kind()) {
      case STRING -> text((String) value);
      case LONG -> value + "::BIGINT";
      case INT -> value + "::INTEGER";
      case DOUBLE -> text(Double.toString((Double) value)) + "::DOUBLE";
      case BOOLEAN -> value.toString();
      case TIMESTAMP -> "make_timestamptz(" + value + ")";
      case DATE -> "DATE " + text(LocalDate.ofEpochDay((Long) value).toString());
      case DECIMAL -> text(((BigDecimal) value).toPlainString()) + "::" + type(column);
    };
  }

  /** A predicate as a condition over the columns' names. */
  public static String condition(Bound predicate) {
    return switch (predicate) {
      case Bound.Compare c ->
          name(c.column().name()) + " " + c.op().sql() + " " + literal(c.column(), c.value());
      case Bound.Known k ->
          "(CASE WHEN "
              + name(k.column().name())
              + " IS NULL THEN NULL ELSE "
              + k.value()
              + " END)";
      case Bound.In in ->
          name(in.column().name())
              + in.values().stream()
                  .map(value -> literal(in.column(), value))
                  .collect(Collectors.joining(", ", " IN (", ")"));
      case Bound.IsNull n -> name(n.column().name()) + " IS NULL";
      case Bound.And and -> joined(and.parts(), " AND ", "true");
      case Bound.Or or -> joined(or.parts(), " OR ", "false");
      case Bound.Not not -> "(NOT " + condition(not.part()) + ")";
    };
  }

  private static String joined(List<Bound> parts, String operator, String none) {
    return parts.isEmpty()
        ? none
        : parts.stream().map(Sql::condition).collect(Collectors.joining(operator, "(", ")"));
  }

  /** {@code a ASC, b DESC}; a leading minus means descending. Nulls come last. */
  public static String order(List<String> columns) {
    return columns.stream()
        .map(
            c ->
                c.startsWith("-")
                    ? name(c.substring(1)) + " DESC NULLS LAST"
                    : name(c) + " ASC NULLS LAST")
        .collect(Collectors.joining(", "));
  }
}
