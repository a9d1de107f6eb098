package dev.tidemark.lake;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A table. Safe for any thread and process: within a process one change at a time, between
 * processes conditional commits that check what the winner did and repeat what is needed.
 *
 * <p>Changes of rows throw PRECONDITION_FAILED on an append-only table, CONFLICT when another
 * writer made the change impossible, RESOURCE_EXHAUSTED or IO_FAILURE when the disk refuses. A
 * change that fails leaves the table as it was.
 */
public interface Table {

  TableName name();

  /** How the table was made; schema and properties are those of the latest version. */
  TableSpec spec();

  /** NOT_FOUND when there is no such version or instant, and the message says what there is. */
  Snapshot snapshot(Reading reading);

  default Snapshot latest() {
    return snapshot(Reading.latest());
  }

  /**
   * Adds rows, all or none. Rows of any order and partition; they are sorted as the spec says. With
   * no rows the transactions are still recorded.
   */
  Commit append(BatchSource rows, CommitRequest request);

  default Commit append(Iterable<ColumnBatch> rows, CommitRequest request) {
    return append(BatchSource.of(rows), request);
  }

  /**
   * Writes rows into files nobody sees before {@link #append(StagedFiles, CommitRequest)}. For
   * writers that must know the rows safe before they may decide to commit them.
   */
  StagedFiles stage(BatchSource rows);

  /**
   * Adds staged rows, all or none. With a guarded {@link Txn}, repeating it is harmless; the files
   * are left alone when it fails. CONFLICT when they were staged for another table, CORRUPT when
   * they are gone.
   */
  Commit append(StagedFiles files, CommitRequest request);

  /**
   * Adds rows with new keys and, with UPSERT, replaces those with stored keys. Keys must be unique
   * within {@code rows}; nulls in keys match each other.
   */
  Commit merge(BatchSource rows, List<String> keys, MergeMode mode, CommitRequest request);

  /** Removes the rows that match and adds the given ones, which must all match, in one commit. */
  Commit overwrite(Predicate where, BatchSource rows, CommitRequest request);

  /** Removes the rows that match. */
  Commit delete(Predicate where, CommitRequest request);

  /** Adds a nullable column; stored rows read it as null. Nothing to do when it is there. */
  Commit addColumn(Column column, CommitRequest request);

  default Commit addColumn(Column column) {
    return addColumn(column, CommitRequest.of("ADD COLUMN"));
  }

  /** Makes the rows of an earlier version the latest. */
  Commit restore(long version, CommitRequest request);

  default Commit restore(long version) {
    return restore(version, CommitRequest.of("RESTORE"));
  }

  /** Newest first. */
  List<HistoryEntry> history(int limit);

  /** Rows are compared as a multiset, so that files rewritten unchanged do not count. */
  TableDiff diff(long from, long to);

  /** Joins small files into few large sorted ones, partition by partition. Same rows. */
  Commit optimize(OptimizeRequest request);

  /**
   * Rewrites each partition in Z-order (Morton) of the columns, so that a filter on any of them
   * reads few files. Same rows.
   */
  Commit zOrder(List<String> columns, OptimizeRequest request);

  /** Deletes files no version within the retention needs. */
  VacuumResult vacuum(VacuumRequest request);

  /** The stored value of a {@link Txn}, in the latest version. */
  OptionalLong transaction(String appId);

  /** The stored values of all transactions whose id starts so, by id in order. */
  Map<String, Long> transactions(String prefix);
}
