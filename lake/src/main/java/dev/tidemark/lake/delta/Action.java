package dev.tidemark.lake.delta;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of a commit. */
public sealed interface Action {

  /** A file becomes live. */
  record Add(DataFile file) implements Action {}

  /** A file stops being live. */
  record Remove(DataFile file, long deletionTimestamp, boolean dataChange) implements Action {}

  /** A stored number. */
  record SetTxn(String appId, long version) implements Action {}

  /** The table's definition. */
  record TableMetadata(
      String id,
      @Nullable String name,
      @Nullable String description,
      String schema,
      List<String> partitionColumns,
      Map<String, String> configuration,
      long createdTime)
      implements Action {}

  /** What a reader or writer must understand. */
  record Protocol(
      int minReader, int minWriter, Set<String> readerFeatures, Set<String> writerFeatures)
      implements Action {}

  /** Who did what, when. */
  record CommitInfo(
      long timestamp,
      @Nullable Long inCommitTimestamp,
      String operation,
      Map<String, String> parameters,
      Map<String, String> metrics,
      @Nullable String userMetadata,
      String engine,
      boolean blindAppend)
      implements Action {
    /** When the commit was made, in milliseconds since the epoch. */
    public long millis() {
      return inCommitTimestamp == null ? timestamp : inCommitTimestamp;
    }
  }

  /** Anything the state of a table here does not depend on. */
  record Other(String kind) implements Action {}
}
