package dev.tidemark.app.render;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** RFC 4180 with a header line and LF; null is an empty field, the empty text is {@code ""}. */
public final class CsvWriter implements RowWriter {
  private final PrintWriter out;

  public CsvWriter(PrintWriter out, List<String> columns) {
    this.out = out;
    out.print(columns.stream().map(CsvWriter::quoted).collect(Collectors.joining(",")) + "\n");
  }

  @Override
  public void row(List<@Nullable Object> values) {
    out.print(
        values.stream()
                .map(value -> value == null ? "" : quoted(Cell.text(value)))
                .collect(Collectors.joining(","))
            + "\n");
  }

  @Override
  public void finish() {
    out.flush();
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
