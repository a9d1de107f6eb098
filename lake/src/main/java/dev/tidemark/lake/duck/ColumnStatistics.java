package dev.tidemark.lake.duck;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.TableSchema;
import dev.tidemark.lake.delta.LogJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The engine's statistics of a file it wrote, as Delta writes them. */
final class ColumnStatistics {
  private static final int LONGEST_TEXT = 64;
  private static final DateTimeFormatter ENGINE_TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  private ColumnStatistics() {}

  /** The statistics by column: min, max, null_count and so on, as text. */
  static Map<String, Map<String, String>> columns(@Nullable Object returned) {
    Map<String, Map<String, String>> out = new TreeMap<>();
    if (returned instanceof Map<?, ?> columns) {
      columns.forEach(
          (name, values) -> {
            Map<String, String> texts = new TreeMap<>();
            if (values instanceof Map<?, ?> entries) {
              entries.forEach((k, v) -> texts.put(String.valueOf(k), String.valueOf(v)));
            }
            out.put(unquoted(String.valueOf(name)), texts);
          });
    }
    return out;
  }

  private static String unquoted(String name) {
    return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  static String json(
      TableSchema schema,
      List<String> partitionBy,
      Map<String, Map<String, String>> columns,
      long rows) {
    ObjectNode root = LogJson.MAPPER.createObjectNode().put("numRecords", rows);
    ObjectNode min = root.putObject("minValues");
    ObjectNode max = root.putObject("maxValues");
    ObjectNode nulls = root.putObject("nullCount");
    for (Column column : schema.columns()) {
      Map<String, String> stats = columns.get(column.name());
      if (stats == null || partitionBy.contains(column.name())) {
        continue;
      }
      String nullCount = stats.get("null_count");
      if (nullCount != null) {
        nulls.put(column.name(), Long.parseLong(nullCount));
      }
      if ("true".equals(stats.get("has_nan"))) {
        continue; // the engine's bounds leave NaN out, other readers order it last
      }
      put(min, column, stats.get("min"), false);
      put(max, column, exact(stats, "max_is_exact") ? stats.get("max") : null, true);
    }
    return root.toString();
  }

  private static boolean exact(Map<String, String> stats, String flag) {
    return !"false".equals(stats.get(flag));
  }

  private static void put(ObjectNode to, Column column, @Nullable String text, boolean upper) {
    if (text == null) {
      return;
    }
    String name = column.name();
    switch (column.kind()) {
      case STRING -> {
        if (text.length() <= LONGEST_TEXT) {
          to.put(name, text);
        } else if (!upper) {
          int end =
              Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1))
                  ? LONGEST_TEXT - 1
                  : LONGEST_TEXT;
          to.put(name, text.substring(0, end)); // a prefix sorts before the whole
        }
      }
      case LONG, INT -> to.put(name, Long.parseLong(text));
      case DOUBLE -> {
        // JSON has no infinities, and the engine writes them as Java does not: inf, -inf
        if (!text.endsWith("inf") && !text.endsWith("nan")) {
          to.put(name, Double.parseDouble(text));
        }
      }
      case BOOLEAN -> {
        // of no use for pruning, and other readers expect none
      }
      case DATE -> to.put(name, text);
      case TIMESTAMP -> to.put(name, millis(text));
      case DECIMAL -> to.put(name, new BigDecimal(text));
    }
  }

  /** Delta's form, cut to milliseconds; readers add up to 999 us to an upper bound themselves. */
  private static String millis(String text) {
    var parsed = ENGINE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    Instant instant =
        parsed instanceof OffsetDateTime zoned
            ? zoned.toInstant()
            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(instant.truncatedTo(ChronoUnit.MILLIS));
  }
}
