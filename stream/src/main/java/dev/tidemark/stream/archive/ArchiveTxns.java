package dev.tidemark.stream.archive;

/**
 * Names of the numbers stored in the tables with the rows.
 *
 * <ul>
 *   <li>{@code stream/archive/run/{run}}: how many commits a run of the job has made
 *   <li>{@code stream/archive/log/{topic}/{log id}/{partition}}: offset after the last row
 * </ul>
 */
final class ArchiveTxns {
  static final String PREFIX = "stream/archive/";
  private static final String LOG = PREFIX + "log/";

  private ArchiveTxns() {}

  static String run(String runId) {
    return PREFIX + "run/" + runId;
  }

  static String position(String topic, String logId, int partition) {
    return LOG + topic + '/' + logId + '/' + partition;
  }

  static boolean isPosition(String name) {
    return name.startsWith(LOG);
  }
}
