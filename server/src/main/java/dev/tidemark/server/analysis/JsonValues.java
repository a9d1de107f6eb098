package dev.tidemark.server.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.CanonicalJson;
import java.util.Iterator;
import java.util.Map;

/** Values of a body, written as they stand in it. */
final class JsonValues {
  private JsonValues() {}

  static void write(JsonNode node, CanonicalJson json) {
    if (node.isObject()) {
      json.beginObject();
      for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        write(field.getValue(), json.name(field.getKey()));
      }
      json.endObject();
    } else if (node.isArray()) {
      json.beginArray();
      node.forEach(element -> write(element, json));
      json.endArray();
    } else if (node.isTextual()) {
      json.value(node.textValue());
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      json.value(node.longValue());
    } else if (node.isNumber()) {
      // Twelve significant digits name the double that they were written from.
      json.value(node.doubleValue());
    } else {
      json.raw(node.asText()); // true, false, null
    }
  }
}
