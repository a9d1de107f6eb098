package dev.tidemark.stream.archive;

import dev.tidemark.lake.StagedFiles;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one checkpoint adds to one table.
 *
 * @param run of the job
 * @param number of this commit within the run and table, from 1
 * @param millis when the rows were written, milliseconds since the epoch; the commit's time
 * @param before positions ({@link ArchiveTxns#position}) up to which the table was archived
 * @param after positions up to which it is with this commit; of the partitions that moved
 */
record ArchiveCommit(
    String run,
    long number,
    long millis,
    StagedFiles files,
    Map<String, Long> before,
    Map<String, Long> after) {

  ArchiveCommit {
    before = new TreeMap<>(before);
    after = new TreeMap<>(after);
  }
}
