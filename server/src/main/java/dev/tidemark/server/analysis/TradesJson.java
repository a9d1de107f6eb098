package dev.tidemark.server.analysis;

import dev.tidemark.analysis.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A page of {@code trades.csv} as JSON: a column is a field, numbers keep their text. */
final class TradesJson {
  /** Numbers and flags; no text column can hold one. */
  private static final Pattern LITERAL =
      Pattern.compile("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private TradesJson() {}

  static Content page(String analysisId, byte[] csv, PageQuery page) {
    List<String> lines = new String(csv, StandardCharsets.UTF_8).lines().toList();
    String[] columns = lines.getFirst().split(",", -1);
    List<String> rows = lines.subList(1, lines.size());
    CanonicalJson json = new CanonicalJson();
    json.beginObject()
        .field("analysis_id", analysisId)
        .field("total", rows.size())
        .field("page", page.number())
        .field("page_size", page.size())
        .name("trades")
        .beginArray();
    for (String row : page.of(rows)) {
      String[] values = row.split(",", -1);
      json.beginObject();
      for (int i = 0; i < columns.length; i++) {
        json.name(columns[i]);
        if (values[i].isEmpty()) {
          json.raw("null");
        } else if (LITERAL.matcher(values[i]).matches()) {
          json.raw(values[i]);
        } else {
          json.value(values[i]);
        }
      }
      json.endObject();
    }
    return Content.of("application/json", json.endArray().endObject().bytes());
  }
}
