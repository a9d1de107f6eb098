package dev.tidemark.lake;

import java.time.Instant;
import java.util.Map;

/** One version of a table. Immutable and safe for any thread; its files live until a vacuum. */
public interface Snapshot {

  TableName table();

  long version();

  /** When the version was committed. */
  Instant timestamp();

  TableSchema schema();

  Map<String, String> properties();

  long files();

  /** Rows by the files' statistics, without reading them. */
  long rows();

  long bytes();

  Scan scan(ScanRequest request);

  /**
   * As {@link #scan}, but only the rows of files that version {@code after} does not have: every
   * row added since, and rows that were merely moved to another file. NOT_FOUND when that version
   * is no longer there.
   */
  Scan scanAdded(long after, ScanRequest request);

  /**
   * The same version without the rows that became known after that instant, in scans and in SQL;
   * counts stay those of the version. INVALID_ARGUMENT when the table has no {@code known_time}.
   */
  Snapshot asKnown(Instant instant);
}
