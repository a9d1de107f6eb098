package dev.tidemark.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a table is made.
 *
 * @param partitionBy columns whose values split the files; never null in a row
 * @param sortBy order of rows within a file, so that file and row-group statistics prune
 * @param owner the one module that writes the table
 * @param properties Delta table properties, e.g. {@code delta.appendOnly}
 */
public record TableSpec(
    TableName name,
    TableSchema schema,
    List<String> partitionBy,
    List<String> sortBy,
    String owner,
    String description,
    Map<String, String> properties) {
  /** Delta's own property: rows can be added, never changed or removed. */
  public static final String APPEND_ONLY = "delta.appendOnly";

  public TableSpec {
    partitionBy = List.copyOf(partitionBy);
    sortBy = List.copyOf(sortBy);
    properties = Map.copyOf(new TreeMap<>(properties));
    partitionBy.forEach(schema::column);
    sortBy.forEach(schema::column);
  }

  /** A table with nothing but a name and columns; refine it with the {@code with} methods. */
  public static TableSpec of(String name, TableSchema schema) {
    return new TableSpec(TableName.parse(name), schema, List.of(), List.of(), "", "", Map.of());
  }

  public TableSpec withPartitionBy(String... columns) {
    return new TableSpec(name, schema, List.of(columns), sortBy, owner, description, properties);
  }

  public TableSpec withSortBy(String... columns) {
    return new TableSpec(
        name, schema, partitionBy, List.of(columns), owner, description, properties);
  }

  public TableSpec withDescription(String newOwner, String newDescription) {
    return new TableSpec(name, schema, partitionBy, sortBy, newOwner, newDescription, properties);
  }

  public TableSpec withProperty(String key, String value) {
    Map<String, String> all = new TreeMap<>(properties);
    all.put(key, value);
    return new TableSpec(name, schema, partitionBy, sortBy, owner, description, all);
  }

  public TableSpec withName(TableName newName) {
    return new TableSpec(newName, schema, partitionBy, sortBy, owner, description, properties);
  }

  public boolean appendOnly() {
    return Boolean.parseBoolean(properties.getOrDefault(APPEND_ONLY, "false"));
  }

  /** The columns stored inside files: all but the partition columns. */
  public List<String> dataColumns() {
    List<String> names = new ArrayList<>(schema.names());
    names.removeAll(partitionBy);
    return names;
  }
}
