package dev.tidemark.lake.duck;

import dev.tidemark.lake.BatchSource;
import dev.tidemark.lake.Batches;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnBatch;
import dev.tidemark.lake.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows by partition, within a bounded memory. Rows that come series by series are in order
 * within each partition already, although the partitions take turns: such a pile is written as one
 * file without sorting it or all the others with it.
 */
final class PartitionPiles {
  /** Rows that are worth a statement of their own. */
  static final int MIN_ROWS = 16_384;

  static final long MAX_BYTES = 128L << 20;

  /** About what a string of its own takes, with its header and reference. */
  private static final int TEXT_BYTES = 64;

  private final BatchSource source;
  private final List<String> partitionBy;
  private final List<String> sortBy;
  private final long maxBytes;
  private final SortedMap<String, Pile> piles = new TreeMap<>();
  private long bytes;
  private boolean ended;

  /**
   * @param maxBytes rows gathered before the first of them are written
   */
  PartitionPiles(BatchSource source, List<String> partitionBy, List<String> sortBy, long maxBytes) {
    this.source = source;
    this.partitionBy = partitionBy;
    this.sortBy = sortBy;
    this.maxBytes = maxBytes;
  }

  /** Rows of one partition in the order they came. */
  static final class Pile {
    private final List<ColumnBatch> batches = new ArrayList<>();
    private final RowOrder order;
    private boolean sorted = true;
    private int rows;
    private long bytes;

    private Pile(RowOrder order) {
      this.order = order;
    }

    private void add(ColumnBatch batch, long size) {
      sorted = sorted && order.end(batch) == batch.rows();
      batches.add(batch);
      rows += batch.rows();
      bytes += size;
    }

    /** True when they are in the table's order. */
    boolean sorted() {
      return sorted;
    }

    ColumnBatch first() {
      return batches.getFirst();
    }

    BatchSource rows() {
      return BatchSource.of(batches);
    }
  }

  /**
   * The next pile to write; null when the rows left are better written together, sorted by the
   * engine: they are few, they are many partitions with few rows each, or they come unordered.
   */
  @Nullable Pile next() {
    fill();
    // Writing a part of unordered rows would leave files that overlap.
    return take(ended ? pile -> true : Pile::sorted);
  }

  private @Nullable Pile take(Predicate<Pile> wanted) {
    String largest =
        piles.entrySet().stream()
            .filter(e -> e.getValue().rows >= MIN_ROWS && wanted.test(e.getValue()))
            .max(Comparator.comparingInt(e -> e.getValue().rows))
            .map(Map.Entry::getKey)
            .orElse(null);
    if (largest == null) {
      return null;
    }
    Pile out = piles.remove(largest);
    bytes -= out == null ? 0 : out.bytes;
    return out;
  }

  /** True when no rows are left. */
  boolean finished() {
    return ended && piles.isEmpty();
  }

  /** All rows that are left. */
  BatchSource rest() {
    List<ColumnBatch> gathered = new ArrayList<>();
    piles.values().forEach(pile -> gathered.addAll(pile.batches));
    piles.clear();
    BatchSource before = BatchSource.of(gathered);
    return () -> {
      ColumnBatch batch = before.next();
      return batch == null && !ended ? source.next() : batch;
    };
  }

  private void fill() {
    while (!ended && bytes < maxBytes) {
      ColumnBatch batch = source.next();
      if (batch == null) {
        ended = true;
      } else {
        split(batch);
      }
    }
  }

  /** Cuts a batch where the partition changes. */
  private void split(ColumnBatch batch) {
    int from = 0;
    while (from < batch.rows()) {
      int end = new RowOrder(partitionBy, List.of()).end(batch, from);
      boolean whole = from == 0 && end == batch.rows() && !roomy(batch);
      add(whole ? batch : Batches.slice(batch, from, end));
      from = end;
    }
  }

  private void add(ColumnBatch rows) {
    List<String> key = new ArrayList<>();
    partitionBy.forEach(column -> key.add(String.valueOf(rows.value(column, 0))));
    long size = bytes(rows);
    piles
        .computeIfAbsent(String.join("/", key), k -> new Pile(new RowOrder(List.of(), sortBy)))
        .add(rows, size);
    bytes += size;
  }

  /** Whether its arrays are much longer than its rows, which would be kept for nothing. */
  private static boolean roomy(ColumnBatch batch) {
    return batch.schema().columns().stream()
        .map(column -> batch.vector(column.name()))
        .anyMatch(v -> !(v instanceof Vector.Constant) && v.capacity() / 5 > batch.rows() / 4);
  }

  private static long bytes(ColumnBatch batch) {
    long perRow = 0;
    for (Column column : batch.schema().columns()) {
      perRow +=
          switch (batch.vector(column.name())) {
            case Vector.Constant v -> 0;
            case Vector.Booleans v -> 1;
            case Vector.Ints v -> 4;
            case Vector.Dictionary v -> 4;
            case Vector.Longs v -> 8;
            case Vector.Doubles v -> 8;
            case Vector.Decimals v -> 16;
            case Vector.Strings v -> TEXT_BYTES;
          };
    }
    return perRow * batch.rows();
  }
}
