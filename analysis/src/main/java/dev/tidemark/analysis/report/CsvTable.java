package dev.tidemark.analysis.report;

import dev.tidemark.core.number.CanonicalNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds a table of RFC 4180: a header, CRLF, quotes where needed; an absent value is empty. */
final class CsvTable {
  private final StringBuilder out = new StringBuilder();
  private boolean more;

  CsvTable(List<String> columns) {
    columns.forEach(this::text);
    end();
  }

  CsvTable text(@Nullable String text) {
    if (more) {
      out.append(',');
    }
    more = true;
    if (text != null) {
      boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      out.append(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
    }
    return this;
  }

  /** Canonical text (spec §0.5); NaN is absent. */
  CsvTable number(double number) {
    return text(Double.isNaN(number) ? null : CanonicalNumber.format(number));
  }

  CsvTable whole(long number) {
    return text(Long.toString(number));
  }

  CsvTable end() {
    out.append("\r\n");
    more = false;
    return this;
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
