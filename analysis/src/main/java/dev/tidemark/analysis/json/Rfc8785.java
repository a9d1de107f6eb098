package dev.tidemark.analysis.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * JSON in the canonical form of RFC 8785: keys sorted by UTF-16 code units, numbers as ECMAScript
 * writes doubles. Used only where the specification hashes parameters (§4.6); results have an order
 * and a number format of their own.
 */
public final class Rfc8785 {
  private Rfc8785() {}

  /** The canonical text; numbers are taken as doubles. */
  public static String text(JsonNode tree) {
    StringBuilder out = new StringBuilder(1024);
    write(tree, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      Collections.sort(names);
      char separator = '{';
      for (String name : names) {
        CanonicalJson.quote(name, out.append(separator));
        write(node.get(name), out.append(':'));
        separator = ',';
      }
      out.append(names.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      char separator = '[';
      for (JsonNode element : node) {
        write(element, out.append(separator));
        separator = ',';
      }
      out.append(node.isEmpty() ? "[]" : "]");
    } else if (node.isTextual()) {
      CanonicalJson.quote(node.textValue(), out);
    } else if (node.isNumber()) {
      out.append(EcmaScriptNumber.format(node.doubleValue()));
    } else {
      out.append(node.asText()); // true, false, null
    }
  }
}
