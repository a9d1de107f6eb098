package dev.tidemark.stream.archive;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the writer keeps over a restart.
 *
 * @param run chosen when the job was first started
 * @param commits made of each table, by its name
 * @param positions offset after the last row, by {@link ArchiveTxns#position}
 */
record ArchiveState(String run, Map<String, Long> commits, Map<String, Long> positions) {

  ArchiveState {
    commits = new TreeMap<>(commits);
    positions = new TreeMap<>(positions);
  }
}
