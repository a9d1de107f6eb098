package dev.tidemark.lake;

import java.util.List;

/**
 * Rows in files that belong to no version yet, made by {@link Table#stage}. All text and numbers,
 * so that another process can keep it and commit it later; a vacuum takes files that are older than
 * its retention.
 *
 * @param table where the files lie
 * @param tableId of the table they were written for; one made anew has another
 * @param columns of that table when they were written
 */
public record StagedFiles(TableName table, String tableId, List<String> columns, List<File> files) {

  /**
   * @param entry as it will stand in the log
   * @param rows in it
   */
  public record File(String entry, long rows) {}

  public StagedFiles {
    columns = List.copyOf(columns);
    files = List.copyOf(files);
  }

  public long rows() {
    return files.stream().mapToLong(File::rows).sum();
  }
}
