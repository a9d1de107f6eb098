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
}
