package dev.tidemark.lake.delta;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A live file of a table: Delta's {@code add} action.
 *
 * @param path as written in the log: relative to the table and URL-encoded
 * @param partitionValues by physical column name, serialised as Delta does
 * @param modificationTime milliseconds since the epoch
 * @param dataChange false when the file only rearranges rows that were there
 * @param deletions rows of the file that are deleted, if any
 */
public record DataFile(
    String path,
    Map<String, @Nullable String> partitionValues,
    long size,
    long modificationTime,
    boolean dataChange,
    StatsText stats,
    Map<String, String> tags,
    @Nullable DeletionVector deletions) {

  /** The number of table columns when the file was written: fewer now means nulls to fill in. */
  public static final String COLUMNS_TAG = "tidemark.columns";

  /** Partition columns are also stored inside the file. */
  public static final String PARTITIONS_INSIDE_TAG = "tidemark.partitionsInside";

  public DataFile {
    partitionValues = new TreeMap<>(partitionValues);
    tags = new TreeMap<>(tags);
  }

  /** The file as a line of the log, to be kept elsewhere until it is committed. */
  public String entry() {
    return ActionCodec.format(new Action.Add(this));
  }

  /** Of an {@link #entry}; {@link IllegalArgumentException} when it is none. */
  public static DataFile ofEntry(String entry) {
    if (ActionCodec.parse(entry) instanceof Action.Add add) {
      return add.file();
    }
    throw new IllegalArgumentException("not the entry of a file");
  }

  /** What identifies the file in the log: the same path with other deletions is another file. */
  public String key() {
    return deletions == null ? path : path + "#" + deletions.uniqueId();
  }

  /** True when every one of the table's columns, partitions too, is inside the file. */
  public boolean selfContained(int columns) {
    return Integer.toString(columns).equals(tags.get(COLUMNS_TAG)) && partitionsInside();
  }

  /** True when the file also has the partition columns. */
  public boolean partitionsInside() {
    return "true".equals(tags.get(PARTITIONS_INSIDE_TAG));
  }
}
