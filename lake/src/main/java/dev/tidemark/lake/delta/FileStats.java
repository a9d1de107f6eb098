package dev.tidemark.lake.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.TableSchema;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a file without reading it. Bounds may be wider than the values, never
 * narrower; a column without an entry is unknown.
 *
 * @param rows empty when the writer did not count
 * @param min lower bounds, as {@link Bound} literals
 * @param max upper bounds
 */
public record FileStats(
    OptionalLong rows,
    Map<String, Object> min,
    Map<String, Object> max,
    Map<String, Long> nullCount) {

  static final FileStats UNKNOWN =
      new FileStats(OptionalLong.empty(), Map.of(), Map.of(), Map.of());

  static FileStats parse(@Nullable String json, TableSchema schema) {
    if (json == null || json.isEmpty()) {
      return UNKNOWN;
    }
    JsonNode node;
    try {
      node = LogJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return UNKNOWN; // statistics only help: a file without them is read
    }
    JsonNode rows = node.get("numRecords");
    Map<String, Long> nulls = new HashMap<>();
    node.path("nullCount")
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isIntegralNumber()) {
                nulls.put(e.getKey(), e.getValue().longValue());
              }
            });
    return new FileStats(
        rows == null ? OptionalLong.empty() : OptionalLong.of(rows.longValue()),
        bounds(node.path("minValues"), schema, false),
        bounds(node.path("maxValues"), schema, true),
        nulls);
  }

  private static Map<String, Object> bounds(JsonNode node, TableSchema schema, boolean upper) {
    Map<String, Object> out = new HashMap<>();
    for (Column column : schema.columns()) {
      JsonNode value = node.get(column.name());
      if (value != null && !value.isNull()) {
        Object bound = bound(column, value, upper);
        if (bound != null) {
          out.put(column.name(), bound);
        }
      }
    }
    return out;
  }

  private static @Nullable Object bound(Column column, JsonNode value, boolean upper) {
    try {
      return switch (column.kind()) {
        case STRING -> value.isTextual() ? value.textValue() : null;
        case LONG -> value.isIntegralNumber() ? (Object) value.longValue() : null;
        case INT -> value.isIntegralNumber() ? (Object) value.longValue() : null;
        case DOUBLE -> value.isNumber() ? (Object) value.doubleValue() : null;
        case BOOLEAN -> value.isBoolean() ? (Object) value.booleanValue() : null;
        case DATE -> LocalDate.parse(value.textValue()).toEpochDay();
        case TIMESTAMP -> micros(value.textValue(), upper);
        case DECIMAL -> value.isNumber() ? value.decimalValue() : null;
      };
    } catch (DateTimeException | NullPointerException e) {
      return null;
    }
  }

  private static Object micros(String text, boolean upper) {
    Instant instant =
        text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    // Writers cut timestamps to milliseconds, so the largest value may be up to 999 us later.
    return upper && micros % 1000 == 0 ? micros + 999 : micros;
  }
}
