package dev.tidemark.stream.archive;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the archive writes. Travels with the job.
 *
 * @param lakeRoot directory of the lake, the same path on every machine of a cluster
 * @param runId of this start of the job, never used before; of no meaning when it continues from a
 *     checkpoint
 * @param start without a checkpoint
 * @param logIds what tells a topic from one of the same name made anew; by topic
 * @param rowsPerFile rows held in memory, at most, before they are written
 * @param durable as {@link dev.tidemark.lake.LakeOptions}
 */
public record ArchiveOptions(
    String lakeRoot,
    String runId,
    ArchiveStart start,
    Map<String, String> logIds,
    int rowsPerFile,
    boolean durable)
    implements Serializable {
  private static final int ROWS_PER_FILE = 250_000;

  public ArchiveOptions {
    logIds = new TreeMap<>(logIds);
  }

  public static ArchiveOptions of(String lakeRoot, String runId) {
    return new ArchiveOptions(lakeRoot, runId, ArchiveStart.REFUSE, Map.of(), ROWS_PER_FILE, true);
  }

  public ArchiveOptions withStart(ArchiveStart how) {
    return new ArchiveOptions(lakeRoot, runId, how, logIds, rowsPerFile, durable);
  }

  public ArchiveOptions withLogIds(Map<String, String> ids) {
    return new ArchiveOptions(lakeRoot, runId, start, ids, rowsPerFile, durable);
  }

  public ArchiveOptions withRowsPerFile(int rows) {
    return new ArchiveOptions(lakeRoot, runId, start, logIds, rows, durable);
  }

  public ArchiveOptions withDurable(boolean flush) {
    return new ArchiveOptions(lakeRoot, runId, start, logIds, rowsPerFile, flush);
  }

  String logId(String topic) {
    return logIds.getOrDefault(topic, "");
  }
}
