package dev.tidemark.server.web;

import dev.tidemark.server.problem.Problems;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The part of a document that {@code fields=} asks for: names separated by commas, dots leading
 * inwards, arrays passed through. Numbers are copied as they are written.
 */
final class FieldSelection {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST = 100;

  private final Map<String, FieldSelection> members = new TreeMap<>();

  private FieldSelection() {}

  /**
   * @param text null or empty for everything
   * @param known names that the document may have, to name a mistake; dotted, one per level
   * @return null for everything
   */
  static @Nullable FieldSelection parse(@Nullable String text, Set<String> known) {
    if (text == null || text.isBlank()) {
      return null;
    }
    FieldSelection root = new FieldSelection();
    List<String> unknown = new ArrayList<>();
    String[] paths = text.split(",", MOST + 1);
    if (paths.length > MOST) {
      throw Problems.parameter(
              "fields",
              "it has more than " + MOST + " names",
              "Name a parent instead of its members")
          .exception();
    }
    for (String path : paths) {
      String name = path.strip();
      if (!isKnown(name, known)) {
        unknown.add(name.length() <= 60 ? name : name.substring(0, 60) + "…");
      }
      root.add(name);
    }
    if (!unknown.isEmpty()) {
      throw Problems.parameter(
              "fields",
              "there is no " + String.join(", ", unknown),
              "Choose from " + String.join(", ", known))
          .exception();
    }
    return root;
  }

  /** The names of the first two levels are checked; deeper ones are the document's own. */
  private static boolean isKnown(String path, Set<String> known) {
    String[] parts = path.split("\\.", -1);
    if (parts.length > 8) {
      return false;
    }
    return parts.length == 1
        ? known.contains(parts[0])
        : known.contains(parts[0] + "." + parts[1])
            || known.contains(parts[0])
                && known.stream().noneMatch(name -> name.startsWith(parts[0] + "."));
  }

  private void add(String path) {
    FieldSelection at = this;
    for (String part : path.split("\\.", -1)) {
      at = at.members.computeIfAbsent(part, name -> new FieldSelection());
    }
  }

  /** The document with the selected members only, in its own order. */
  byte[] of(byte[] document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(document.length / 2);
    try (JsonParser from = JSON.createParser(ObjectReadContext.empty(), document);
        JsonGenerator to = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      from.nextToken();
      copy(from, to, this);
    }
    return out.toByteArray();
  }

  /** A name for the selection, the same for the same members in any order. */
  String tag() {
    StringBuilder text = new StringBuilder();
    new LinkedHashMap<>(members)
        .forEach((name, inner) -> text.append(name).append('(').append(inner.tag()).append(')'));
    return text.toString();
  }

  private static void copy(JsonParser from, JsonGenerator to, FieldSelection selection) {
    switch (from.currentToken()) {
      case START_OBJECT -> {
        to.writeStartObject();
        while (from.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = from.currentName();
          FieldSelection inner =
              selection.members.isEmpty() ? selection : selection.members.get(name);
          from.nextToken();
          if (inner == null) {
            from.skipChildren();
          } else {
            to.writeName(name);
            copy(from, to, inner);
          }
        }
        to.writeEndObject();
      }
      case START_ARRAY -> {
        to.writeStartArray();
        while (from.nextToken() != JsonToken.END_ARRAY) {
          copy(from, to, selection);
        }
        to.writeEndArray();
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(from.getString());
      default -> to.copyCurrentEvent(from);
    }
  }
}
