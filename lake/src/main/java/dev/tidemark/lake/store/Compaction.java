package dev.tidemark.lake.store;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.OptimizeRequest;
import dev.tidemark.lake.Predicate;
import dev.tidemark.lake.delta.DataFile;
import dev.tidemark.lake.delta.Pruning;
import dev.tidemark.lake.delta.TableState;
import dev.tidemark.lake.duck.DuckSession;
import dev.tidemark.lake.duck.WrittenFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites files of a partition into better ones with the same rows. After a lost race, partitions
 * whose files a winner replaced are left to the next run; the others go in as they are.
 */
final class Compaction implements Change {
  private final TableContext table;
  private final DuckSession session;
  private final OptimizeRequest request;
  private final List<String> zOrder;
  private @Nullable List<Group> groups;

  /** The files of one partition and what replaces them. */
  record Group(List<DataFile> removed, List<WrittenFile> added) {}

  /**
   * @param zOrder columns of the Z-order; empty for a plain compaction in the table's sort order
   */
  Compaction(
      TableContext table, DuckSession session, OptimizeRequest request, List<String> zOrder) {
    this.table = table;
    this.session = session;
    this.request = request;
    this.zOrder = zOrder;
  }

  @Override
  public Planned plan(TableState state) {
    List<Group> current = groups == null ? compute(state) : stillThere(groups, state);
    groups = current;
    if (current.isEmpty()) {
      return Planned.nothing();
    }
    List<DataFile> removed = current.stream().flatMap(g -> g.removed().stream()).toList();
    List<WrittenFile> added = current.stream().flatMap(g -> g.added().stream()).toList();
    return Planned.of(
        removed,
        added,
        false,
        false,
        table.options().clock().millis(),
        Map.of("numPartitionsOptimized", (long) current.size()));
  }

  private List<Group> stillThere(List<Group> all, TableState state) {
    List<Group> kept = new ArrayList<>();
    for (Group group : all) {
      if (group.removed().stream().allMatch(state::has)) {
        kept.add(group);
      } else {
        Orphans.delete(table.path(), group.added());
      }
    }
    return kept;
  }

  @Override
  public void abandon() {
    if (groups != null) {
      groups.forEach(group -> Orphans.delete(table.path(), group.added()));
      groups = null;
    }
  }

  private List<Group> compute(TableState state) {
    requirePartitionColumns(request.where(), state);
    Map<Map<String, @Nullable String>, List<DataFile>> partitions = new LinkedHashMap<>();
    for (DataFile file : new Pruning(state, request.where()).files()) {
      if (!zOrder.isEmpty() || small(file)) {
        partitions.computeIfAbsent(file.partitionValues(), k -> new ArrayList<>()).add(file);
      }
    }
    List<Group> out = new ArrayList<>();
    try {
      for (List<DataFile> files : partitions.values()) {
        if (!zOrder.isEmpty() || files.size() > 1 || files.getFirst().deletions() != null) {
          out.add(new Group(files, rewrite(state, files)));
        }
      }
    } catch (RuntimeException e) {
      out.forEach(group -> Orphans.delete(table.path(), group.added()));
      throw e;
    }
    return out;
  }

  private boolean small(DataFile file) {
    return file.size() < request.targetBytes() / 2 || file.deletions() != null;
  }

  private List<WrittenFile> rewrite(TableState state, List<DataFile> files) {
    long bytes = files.stream().mapToLong(DataFile::size).sum();
    int parts =
        Math.toIntExact(Math.max(1, (bytes + request.targetBytes() / 2) / request.targetBytes()));
    String select = table.rows(state).select(files);
    if (zOrder.isEmpty() && parts == 1) {
      return table.writer(session, state).write(select, TableContext.sortBy(state), false);
    }
    return new SplitWrite(table, session, state).write(select, zOrder, parts);
  }

  private static void requirePartitionColumns(Predicate where, TableState state) {
    List<String> others = new ArrayList<>();
    columns(where, others);
    others.removeAll(state.partitionColumns());
    if (!others.isEmpty()) {
      throw TidemarkException.of(
              ErrorCode.INVALID_ARGUMENT,
              "Only whole partitions can be optimised",
              "the condition uses other columns",
              "use partition columns: " + String.join(", ", state.partitionColumns()))
          .withDetail("columns", String.join(", ", others));
    }
  }

  private static void columns(Predicate predicate, List<String> out) {
    switch (predicate) {
      case Predicate.Compare c -> out.add(c.column());
      case Predicate.In in -> out.add(in.column());
      case Predicate.IsNull n -> out.add(n.column());
      case Predicate.And and -> and.parts().forEach(part -> columns(part, out));
      case Predicate.Or or -> or.parts().forEach(part -> columns(part, out));
      case Predicate.Not not -> columns(not.part(), out);
    }
  }
}
