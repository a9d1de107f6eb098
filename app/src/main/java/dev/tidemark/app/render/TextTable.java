package dev.tidemark.app.render;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns under each other, numbers to the right. Keeps its rows until {@link #finish}. */
public final class TextTable implements RowWriter {
  private static final int WIDEST = 60;
  private static final String GAP = "  ";

  private final PrintWriter out;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] numeric;
  private boolean any;

  public TextTable(PrintWriter out, List<String> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
    this.numeric = new boolean[columns.size()];
    Arrays.fill(numeric, true);
  }

  @Override
  public void row(List<@Nullable Object> values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      numeric[i] &= value == null || value instanceof Number;
      texts.add(shown(value));
    }
    rows.add(texts);
    any = true;
  }

  @Override
  public void finish() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = columns.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    print(columns, widths);
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    print(rules, widths);
    rows.forEach(row -> print(row, widths));
    out.flush();
  }

  private void print(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      boolean right = any && numeric[i];
      line.append(i == 0 ? "" : GAP)
          .append(right ? padding : "")
          .append(cells.get(i))
          .append(right ? "" : padding);
    }
    out.println(line.toString().stripTrailing());
  }

  /** Line breaks and control characters of stored text must not reach the terminal. */
  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    String text = Cell.text(value).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
  }
}
