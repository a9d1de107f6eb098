package dev.tidemark.stream.archive;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
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

  /**
   * Whether a job without a checkpoint may start.
   *
   * @param stored numbers of the tables
   * @throws TidemarkException PRECONDITION_FAILED when it would lose or repeat rows unless told how
   */
  void checkStart(Map<String, Long> stored) {
    if (stored.isEmpty()) {
      return;
    }
    if (stored.containsKey(ArchiveTxns.run(runId))) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "This run of the archive has lost its checkpoint",
              "the tables have rows of it, but it was started without state",
              "Start it from its newest checkpoint, or under a new run id with --replay")
          .withDetail("run", runId);
    }
    if (start == ArchiveStart.REFUSE) {
      throw TidemarkException.of(
              ErrorCode.PRECONDITION_FAILED,
              "The archive does not start without a checkpoint",
              "the tables have rows of an earlier run, and where that stopped is not known here",
              "Continue from its newest checkpoint; or start with --replay, which reads the log"
                  + " from its beginning and leaves out what is archived, or with --from-now")
          .withDetail("lake", lakeRoot);
    }
  }
}
