package dev.tidemark.lake;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a table or a batch, in order. Names are unique, ignoring case.
 *
 * @param columns at least one
 */
public record TableSchema(List<Column> columns) {

  public TableSchema {
    columns = List.copyOf(columns);
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
        throw invalid("two columns have the same name", column.name());
      }
    }
    if (columns.isEmpty()) {
      throw invalid("a schema needs a column", "");
    }
  }

  public static TableSchema of(Column... columns) {
    return new TableSchema(List.of(columns));
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  public Optional<Column> find(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** The column of that name; INVALID_ARGUMENT when there is none. */
  public Column column(String name) {
    return find(name)
        .orElseThrow(
            () ->
                TidemarkException.of(
                        ErrorCode.INVALID_ARGUMENT,
                        "No such column",
                        "the table or batch has no column of this name",
                        "use one of " + String.join(", ", names()))
                    .withDetail("column", name));
  }

  /** The named columns, in the order of {@code names}. */
  public TableSchema select(List<String> names) {
    return new TableSchema(names.stream().map(this::column).toList());
  }

  /** This schema followed by one more column. */
  public TableSchema with(Column column) {
    List<Column> all = new ArrayList<>(columns);
    all.add(column);
    return new TableSchema(all);
  }

  private static TidemarkException invalid(String why, String column) {
    return TidemarkException.of(
            ErrorCode.INVALID_ARGUMENT, "Not a schema", why, "rename or add columns")
        .withDetail("column", column);
  }
}
