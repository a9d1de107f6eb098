package dev.tidemark.lake.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.Column;
import dev.tidemark.lake.ColumnKind;
import dev.tidemark.lake.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table's columns as Delta's schema text says, and the name each has inside the files.
 *
 * @param physicalNames by column name; the same name unless column mapping is on
 */
public record DeltaSchema(TableSchema schema, Map<String, String> physicalNames) {
  private static final String PHYSICAL_NAME = "delta.columnMapping.physicalName";
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),\\s*(-?\\d+)\\)");

  /** UNSUPPORTED when a column's type cannot be held in a {@link ColumnKind}. */
  static DeltaSchema parse(Action.TableMetadata metadata) {
    JsonNode root;
    try {
      root = LogJson.MAPPER.readTree(metadata.schema());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the schema is not JSON: " + e.getOriginalMessage(), e);
    }
    String mode = metadata.configuration().getOrDefault("delta.columnMapping.mode", "none");
    List<Column> columns = new ArrayList<>();
    Map<String, String> physical = new LinkedHashMap<>();
    for (JsonNode field : root.path("fields")) {
      String name = field.path("name").asText();
      columns.add(column(name, field));
      physical.put(
          name,
          mode.equals("none") ? name : field.path("metadata").path(PHYSICAL_NAME).asText(name));
    }
    return new DeltaSchema(new TableSchema(columns), physical);
  }

  /** The columns under the names they have inside files. */
  public TableSchema physicalSchema() {
    if (physicalNames.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()))) {
      return schema;
    }
    return new TableSchema(
        schema.columns().stream()
            .map(
                c ->
                    new Column(
                        physicalName(c.name()), c.kind(), c.precision(), c.scale(), c.nullable()))
            .toList());
  }

  /** The column's name inside files, statistics and partition values. */
  public String physicalName(String column) {
    return physicalNames.getOrDefault(column, column);
  }

  private static Column column(String name, JsonNode field) {
    boolean nullable = field.path("nullable").asBoolean(true);
    JsonNode type = field.path("type");
    String text = type.isTextual() ? type.textValue() : type.path("type").asText("?");
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      return new Column(
          name,
          ColumnKind.DECIMAL,
          Integer.parseInt(decimal.group(1)),
          Integer.parseInt(decimal.group(2)),
          nullable);
    }
    ColumnKind kind = type.isTextual() ? kind(text) : null;
    if (kind == null) {
      throw TidemarkException.of(
              ErrorCode.UNSUPPORTED,
              "A column's type is not supported",
              "the table was written by another program with a type this lake does not hold",
              "drop or convert the column there")
          .withDetail("column", name)
          .withDetail("type", text);
    }
    return new Column(name, kind, 0, 0, nullable);
  }

  private static @Nullable ColumnKind kind(String type) {
    return switch (type) {
      case "string" -> ColumnKind.STRING;
      case "long" -> ColumnKind.LONG;
      case "integer", "short", "byte" -> ColumnKind.INT;
      case "double", "float" -> ColumnKind.DOUBLE;
      case "boolean" -> ColumnKind.BOOLEAN;
      case "timestamp", "timestamp_ntz" -> ColumnKind.TIMESTAMP;
      case "date" -> ColumnKind.DATE;
      default -> null;
    };
  }

  /** Delta's schema text for our columns. */
  public static String format(TableSchema schema) {
    ObjectNode root = LogJson.MAPPER.createObjectNode().put("type", "struct");
    ArrayNode fields = root.putArray("fields");
    for (Column column : schema.columns()) {
      fields.add(fieldNode(column));
    }
    return root.toString();
  }

  /** The schema text with one more column; the others keep whatever the text says of them. */
  public static String append(String schemaText, Column column) {
    try {
      ObjectNode root = (ObjectNode) LogJson.MAPPER.readTree(schemaText);
      ((ArrayNode) root.get("fields")).add(fieldNode(column));
      return root.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the schema is not JSON", e);
    }
  }

  private static ObjectNode fieldNode(Column column) {
    ObjectNode field = LogJson.MAPPER.createObjectNode();
    field.put("name", column.name());
    field.put("type", typeName(column));
    field.put("nullable", column.nullable());
    field.putObject("metadata");
    return field;
  }

  private static String typeName(Column column) {
    return switch (column.kind()) {
      case STRING -> "string";
      case LONG -> "long";
      case INT -> "integer";
      case DOUBLE -> "double";
      case BOOLEAN -> "boolean";
      case TIMESTAMP -> "timestamp";
      case DATE -> "date";
      case DECIMAL -> "decimal(" + column.precision() + "," + column.scale() + ")";
    };
  }
}
