package dev.tidemark.server.market;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a query, as documents show them: decimals without trailing zeros, times as instants,
 * arrays as lists.
 *
 * @param columns their names
 * @param values row by row, in the order of the columns
 */
record Rows(List<String> columns, List<List<@Nullable Object>> values) {

  /** Reads what is left of the result. */
  static Rows read(ResultSet result) throws SQLException {
    ResultSetMetaData shape = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= shape.getColumnCount(); i++) {
      columns.add(shape.getColumnLabel(i));
    }
    List<List<@Nullable Object>> values = new ArrayList<>();
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>(columns.size());
      for (int i = 1; i <= columns.size(); i++) {
        row.add(value(result, shape, i));
      }
      values.add(Collections.unmodifiableList(row));
    }
    return new Rows(columns, values);
  }

  private static @Nullable Object value(ResultSet row, ResultSetMetaData shape, int column)
      throws SQLException {
    return switch (shape.getColumnTypeName(column)) {
      case "timestamptz" -> {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        yield time == null ? null : time.toInstant();
      }
      case "numeric" -> {
        BigDecimal number = row.getBigDecimal(column);
        yield number == null ? null : plain(number);
      }
      case "_float4", "_text" -> {
        Array array = row.getArray(column);
        yield array == null ? null : List.of((Object[]) array.getArray());
      }
      case "float8", "int4", "int8", "bool" -> row.getObject(column);
      default -> row.getString(column);
    };
  }

  /** Scale 0 or what is needed. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  int column(String name) {
    int at = columns.indexOf(name);
    if (at < 0) {
      throw new IllegalStateException("no column " + name + " in " + columns);
    }
    return at;
  }

  /** A time that is there. */
  Instant time(int row, String column) {
    if (values.get(row).get(column(column)) instanceof Instant time) {
      return time;
    }
    throw new IllegalStateException("no time in " + column);
  }

  /** The first rows. */
  Rows first(int count) {
    return new Rows(columns, values.subList(0, Math.min(count, values.size())));
  }
}
