package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.Reading;
import dev.tidemark.lake.Scan;
import dev.tidemark.lake.Snapshot;
import dev.tidemark.lake.Table;
import dev.tidemark.lake.TableName;
import dev.tidemark.lake.TableSpec;
import dev.tidemark.lake.TableStore;
import dev.tidemark.lake.delta.Action;
import dev.tidemark.lake.delta.DeltaLog;
import dev.tidemark.lake.delta.DeltaSchema;
import dev.tidemark.lake.delta.Features;
import dev.tidemark.lake.delta.IoFailures;
import dev.tidemark.lake.duck.DuckEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Delta tables below a local directory: {@code <root>/<layer>/<name>}. */
public final class LocalTableStore implements TableStore {
  private final LakeOptions options;
  private final DuckEngine engine;
  private final Map<TableName, DeltaTable> tables = new ConcurrentHashMap<>();

  private LocalTableStore(LakeOptions options) {
    this.options = options;
    this.engine = new DuckEngine(options);
  }

  /** Opens the lake, making its directory when there is none. */
  public static LocalTableStore open(LakeOptions options) {
    String root = options.root().toString();
    if (root.contains("*") || root.contains("?") || root.contains("[")) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Not a usable directory",
              "the engine would take the name for a pattern",
              "choose a directory without * ? [")
          .withDetail("path", root);
    }
    return new LocalTableStore(options);
  }

  private Path path(TableName name) {
    return options.root().toAbsolutePath().normalize().resolve(name.layer()).resolve(name.name());
  }

  private TableContext context(TableName name) {
    return new TableContext(name, new DeltaLog(path(name), options.durable()), engine, options);
  }

  @Override
  public Table create(TableSpec spec) {
    Optional<Table> existing = find(spec.name());
    if (existing.isEmpty()) {
      DeltaLog log = context(spec.name()).log();
      long now = options.clock().millis();
      log.create(
          List.of(
              new Action.CommitInfo(
                  now,
                  now,
                  "CREATE TABLE",
                  Map.of(),
                  Map.of(),
                  Committer.json(Map.of()),
                  Committer.ENGINE,
                  true),
              Features.ours(),
              new Action.TableMetadata(
                  UUID.randomUUID().toString(),
                  spec.name().toString(),
                  spec.description(),
                  DeltaSchema.format(spec.schema()),
                  spec.partitionBy(),
                  TableContext.configuration(spec),
                  now)));
    }
    Table table = open(spec.name());
    check(spec, table.spec());
    return table;
  }

  /** What is stored may have more, nullable columns: the table was evolved. */
  private static void check(TableSpec wanted, TableSpec stored) {
    List<String> differences = new ArrayList<>();
    for (Column column : wanted.schema().columns()) {
      if (!stored.schema().find(column.name()).equals(Optional.of(column))) {
        differences.add(column.name());
      }
    }
    for (Column column : stored.schema().columns()) {
      if (!wanted.schema().has(column.name()) && !column.nullable()) {
        differences.add(column.name());
      }
    }
    if (!wanted.partitionBy().equals(stored.partitionBy())) {
      differences.add("partition columns");
    }
    if (!differences.isEmpty()) {
      throw TidemarkException.of(
              ErrorCode.ALREADY_EXISTS,
              "A different table has this name",
              "columns or partitions are not those asked for",
              "add the missing columns to the table, or use another name")
          .withDetail("table", wanted.name())
          .withDetail("differs", String.join(", ", differences));
    }
  }

  @Override
  public Optional<Table> find(TableName name) {
    DeltaTable known = tables.get(name);
    if (known == null) {
      TableContext context = context(name);
      if (!context.log().exists()) {
        return Optional.empty();
      }
      known = tables.computeIfAbsent(name, n -> new DeltaTable(context));
    }
    return Optional.of(known);
  }

  @Override
  public List<TableName> list() {
    List<TableName> names = new ArrayList<>();
    for (Path layer : directories(options.root())) {
      for (Path table : directories(layer)) {
        if (Files.isDirectory(table.resolve("_delta_log"))) {
          names.add(TableName.of(fileName(layer), fileName(table)));
        }
      }
    }
    Collections.sort(names);
    return names;
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static List<Path> directories(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(p -> fileName(p).matches("[a-z][a-z0-9_]{0,99}") && Files.isDirectory(p))
          .toList();
    } catch (IOException e) {
      throw IoFailures.of("Cannot list the tables", parent, e);
    }
  }

  @Override
  public Scan sql(String select, Reading reading) {
    Map<String, Snapshot> views = new TreeMap<>();
    for (TableName name : list()) {
      if (SqlQuery.mentions(select, name)) {
        views.put(name.toString(), open(name).snapshot(reading));
      }
    }
    return sql(select, views);
  }

  @Override
  public Scan sql(String select, Map<String, Snapshot> views) {
    return SqlQuery.run(options, select, views);
  }

  @Override
  public void close() {
    engine.close();
  }
}
