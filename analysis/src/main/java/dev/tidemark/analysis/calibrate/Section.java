package dev.tidemark.analysis.calibrate;

import java.util.List;

/**
 * What a study found.
 *
 * @param text what was simulated, and how
 * @param rows one value per column: text, count or double
 * @param seeds of the analyses, by group
 */
public record Section(
    String key,
    String title,
    String text,
    List<Column> columns,
    List<List<Object>> rows,
    List<Check> checks,
    List<Seeds> seeds) {

  public Section {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    checks = List.copyOf(checks);
    seeds = List.copyOf(seeds);
  }

  /**
   * @param key name in documents
   */
  public record Column(String key, String title, Format format) {}

  /** Seeds of the analyses of a group, in order. */
  public record Seeds(String group, List<Long> seeds) {
    public Seeds {
      seeds = List.copyOf(seeds);
    }
  }
}
