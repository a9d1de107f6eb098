package dev.tidemark.app.render;

import java.io.PrintWriter;
import java.util.List;

/** How rows are printed. */
public enum RowFormat {
  TABLE,
  CSV,
  JSON;

  public RowWriter writer(PrintWriter out, List<String> columns) {
    return switch (this) {
      case TABLE -> new TextTable(out, columns);
      case CSV -> new CsvWriter(out, columns);
      case JSON -> new JsonRowWriter(out, columns);
    };
  }
}
