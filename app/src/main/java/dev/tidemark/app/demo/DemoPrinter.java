package dev.tidemark.app.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.app.cli.Json;
import dev.tidemark.app.host.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the steps of the demo as they end, or collects them for one JSON document. */
final class DemoPrinter {
  private final Terminal terminal;
  private final boolean json;
  private final ArrayNode steps;
  private final ObjectNode document = Json.object();

  DemoPrinter(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
    this.steps = document.putArray("steps");
  }

  void heading(String text) {
    line("");
    line(text);
  }

  void line(String text) {
    if (!json) {
      terminal.out().println(text);
      terminal.out().flush();
    }
  }

  /** A step with its rows and time, and in JSON whatever else is worth knowing. */
  void step(String name, long rows, Duration elapsed, String remark, Map<String, Object> details) {
    double seconds = elapsed.toNanos() / 1e9;
    line(
        String.format(Locale.ROOT, "  %-34s %,12d rows %7.2f s   %s", name, rows, seconds, remark));
    ObjectNode step = steps.addObject();
    step.put("step", name).put("rows", rows).put("seconds", seconds);
    details.forEach(step::putPOJO);
  }

  /** Rows of a small result, aligned. */
  void table(List<Map<String, @Nullable Object>> rows) {
    if (rows.isEmpty()) {
      line("    (no rows)");
      return;
    }
    List<String> names = List.copyOf(rows.get(0).keySet());
    int[] widths = names.stream().mapToInt(String::length).toArray();
    for (Map<String, @Nullable Object> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], text(row.get(names.get(i))).length());
      }
    }
    StringBuilder header = new StringBuilder("   ");
    for (int i = 0; i < widths.length; i++) {
      header.append(String.format(Locale.ROOT, " %" + widths[i] + "s ", names.get(i)));
    }
    line(header.toString());
    for (Map<String, @Nullable Object> row : rows) {
      StringBuilder out = new StringBuilder("   ");
      for (int i = 0; i < widths.length; i++) {
        out.append(
            String.format(Locale.ROOT, " %" + widths[i] + "s ", text(row.get(names.get(i)))));
      }
      line(out.toString());
    }
  }

  /** Adds an answer to the JSON document. */
  void answer(String name, List<Map<String, @Nullable Object>> rows) {
    ArrayNode answers = document.withArray("/answers");
    ObjectNode answer = answers.addObject();
    answer.put("name", name);
    ArrayNode out = answer.putArray("rows");
    for (Map<String, @Nullable Object> row : rows) {
      ObjectNode node = out.addObject();
      row.forEach((key, value) -> node.put(key, value == null ? null : text(value)));
    }
  }

  void finish() {
    if (json) {
      Json.print(terminal.out(), document);
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case Double d -> String.format(Locale.ROOT, "%.4f", d);
      case java.math.BigDecimal d -> d.stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }
}
