package dev.tidemark.stream.archive;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.StagedFiles;
import dev.tidemark.lake.Table;
import dev.tidemark.stream.event.MarketEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The rows of one table since the last commit. */
final class TableWriter {
  private static final int FIRST_ROWS = 1_024;

  private final ArchiveOptions options;
  private final IntFunction<EventRows> buffers;
  private final Table table;

  /** Positions up to which everything is in the table, or emitted to be committed. */
  private final Map<String, Long> archived;

  private final Map<String, List<@Nullable Partition>> partitions = new HashMap<>();
  private final List<StagedFiles> staged = new ArrayList<>();
  private EventRows rows;
  private long commits;

  TableWriter(
      ArchiveLake lake,
      IntFunction<EventRows> buffers,
      ArchiveOptions options,
      ArchiveState state) {
    this.options = options;
    this.buffers = buffers;
    this.rows = buffers.apply(FIRST_ROWS);
    this.table = lake.table(rows.spec);
    this.commits = state.commits().getOrDefault(name(), 0L);
    this.archived = new TreeMap<>(state.positions());
  }

  private static final class Partition {
    private static final long NOTHING = -1;

    final String name;

    /** Records before it are in the table; fixed when the writer starts. */
    final long floor;

    /** Offset after the last row since the last commit. */
    long next = NOTHING;

    Partition(String name, long floor) {
      this.name = name;
      this.floor = floor;
    }
  }

  String name() {
    return rows.spec.name().toString();
  }

  long commits() {
    return commits;
  }

  Map<String, Long> positions() {
    return archived;
  }

  void add(MarketEvent record) {
    Partition partition = partition(record.topic, record.partition);
    if (record.offset < partition.floor) {
      return;
    }
    partition.next = Math.max(partition.next, record.offset + 1);
    rows.add(record);
    if (rows.rows >= options.rowsPerFile()) {
      stage();
    }
  }

  private Partition partition(String topic, int number) {
    List<@Nullable Partition> known = partitions.computeIfAbsent(topic, t -> new ArrayList<>());
    while (known.size() <= number) {
      known.add(null);
    }
    Partition partition = known.get(number);
    if (partition == null) {
      String name = ArchiveTxns.position(topic, options.logId(topic), number);
      partition = new Partition(name, archived.getOrDefault(name, 0L));
      known.set(number, partition);
    }
    return partition;
  }

  void stage() {
    if (rows.rows > 0) {
      staged.add(table.stage(BatchSource.of(rows.batch())));
      rows = buffers.apply(FIRST_ROWS);
    }
  }

  /** What was staged since the last time; empty when there is nothing. */
  Optional<ArchiveCommit> commit(String run, long millis) {
    if (staged.isEmpty()) {
      return Optional.empty();
    }
    List<StagedFiles.File> files = staged.stream().flatMap(s -> s.files().stream()).toList();
    StagedFiles first = staged.getFirst();
    StagedFiles all = new StagedFiles(first.table(), first.tableId(), first.columns(), files);
    Map<String, Long> before = new TreeMap<>();
    Map<String, Long> after = new TreeMap<>();
    for (List<@Nullable Partition> topic : partitions.values()) {
      for (Partition partition : topic) {
        if (partition != null && partition.next != Partition.NOTHING) {
          Long position = archived.put(partition.name, partition.next);
          if (position != null) {
            before.put(partition.name, position);
          }
          after.put(partition.name, partition.next);
          partition.next = Partition.NOTHING;
        }
      }
    }
    ArchiveCommit commit = new ArchiveCommit(run, ++commits, millis, all, before, after);
    staged.clear();
    return Optional.of(commit);
  }
}
