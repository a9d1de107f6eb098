package dev.tidemark.server.market;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Rows as JSON objects. Decimals are numbers with all their digits. */
final class RowsJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private RowsJson() {}

  static JsonGenerator generator(ByteArrayOutputStream out) {
    return JSON.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** One row as a document of its own. */
  static byte[] bytes(Rows rows, int row, Collection<String> without) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = generator(out)) {
      write(json, rows, row, without);
    }
    return out.toByteArray();
  }

  /** Writes one row. */
  static void write(JsonGenerator json, Rows rows, int row, Collection<String> without) {
    List<@Nullable Object> values = rows.values().get(row);
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      if (!without.contains(rows.columns().get(i))) {
        json.writeName(rows.columns().get(i));
        value(json, values.get(i));
      }
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case BigDecimal number -> json.writeNumber(number);
      case Double number -> {
        // JSON has no word for what is not a number.
        if (Double.isFinite(number)) {
          json.writeNumber(number);
        } else {
          json.writeNull();
        }
      }
      case Float number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(item -> value(json, item));
        json.writeEndArray();
      }
      case Instant time -> json.writeString(time.toString());
      default -> json.writeString(value.toString());
    }
  }

  /** The rows with a line of names before them; texts with separators stand in quotes. */
  static byte[] csv(Rows rows, Collection<String> without) {
    StringBuilder text = new StringBuilder();
    line(text, rows, rows.columns(), without);
    rows.values().forEach(row -> line(text, rows, row, without));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(
      StringBuilder text,
      Rows rows,
      List<? extends @Nullable Object> row,
      Collection<String> without) {
    boolean first = true;
    for (int i = 0; i < row.size(); i++) {
      if (without.contains(rows.columns().get(i))) {
        continue;
      }
      text.append(first ? "" : ",").append(cell(row.get(i)));
      first = false;
    }
    text.append("\r\n");
  }

  private static String cell(@Nullable Object value) {
    String text =
        switch (value) {
          case null -> "";
          case BigDecimal number -> number.toPlainString();
          default -> value.toString();
        };
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
