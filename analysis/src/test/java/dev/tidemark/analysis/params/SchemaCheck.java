package dev.tidemark.analysis.params;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The keywords of JSON Schema that our schema uses; another keyword fails the test. */
final class SchemaCheck {
  private SchemaCheck() {}

  static boolean valid(JsonNode value, JsonNode schema) {
    for (Iterator<Map.Entry<String, JsonNode>> all = schema.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> keyword = all.next();
      if (!holds(keyword.getKey(), keyword.getValue(), value, schema)) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(String keyword, JsonNode rule, JsonNode value, JsonNode schema) {
    return switch (keyword) {
      case "$schema", "$id", "title", "description", "default", "format" -> true;
      case "type" ->
          rule.isArray()
              ? any(rule, type -> type(type.asText(), value))
              : type(rule.asText(), value);
      case "enum" -> any(rule, value::equals);
      case "const" -> rule.equals(value);
      case "oneOf" -> count(rule, value) == 1;
      case "pattern" ->
          !value.isTextual() || Pattern.compile(rule.asText()).matcher(value.asText()).find();
      case "minimum" -> !value.isNumber() || compare(value, rule) >= 0;
      case "exclusiveMinimum" -> !value.isNumber() || compare(value, rule) > 0;
      case "maximum" -> !value.isNumber() || compare(value, rule) <= 0;
      case "minItems" -> !value.isArray() || value.size() >= rule.asInt();
      case "maxItems" -> !value.isArray() || value.size() <= rule.asInt();
      case "uniqueItems" -> !value.isArray() || unique(value);
      case "items" -> !value.isArray() || all(value, rule);
      case "properties" -> !value.isObject() || properties(value, rule);
      case "required" -> !value.isObject() || !any(rule, name -> !value.has(name.asText()));
      case "additionalProperties" -> !value.isObject() || known(value, schema.get("properties"));
      default -> throw new AssertionError("unknown keyword " + keyword);
    };
  }

  private static boolean type(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "number" -> value.isNumber();
      case "integer" -> value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0;
      default -> throw new AssertionError("unknown type " + type);
    };
  }

  private static int compare(JsonNode value, JsonNode bound) {
    BigDecimal left = value.decimalValue();
    return left.compareTo(bound.decimalValue());
  }

  private static int count(JsonNode schemas, JsonNode value) {
    int count = 0;
    for (JsonNode schema : schemas) {
      count += valid(value, schema) ? 1 : 0;
    }
    return count;
  }

  private static boolean any(JsonNode list, java.util.function.Predicate<JsonNode> test) {
    for (JsonNode element : list) {
      if (test.test(element)) {
        return true;
      }
    }
    return false;
  }

  private static boolean all(JsonNode list, JsonNode schema) {
    return !any(list, element -> !valid(element, schema));
  }

  private static boolean unique(JsonNode list) {
    Set<JsonNode> seen = new HashSet<>();
    return !any(list, element -> !seen.add(element));
  }

  private static boolean properties(JsonNode value, JsonNode schemas) {
    for (Iterator<Map.Entry<String, JsonNode>> all = schemas.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> property = all.next();
      JsonNode child = value.get(property.getKey());
      if (child != null && !valid(child, property.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean known(JsonNode value, JsonNode schemas) {
    for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
      if (!schemas.has(names.next())) {
        return false;
      }
    }
    return true;
  }
}
