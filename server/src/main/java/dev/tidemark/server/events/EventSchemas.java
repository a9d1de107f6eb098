package dev.tidemark.server.events;

import dev.tidemark.server.events.Form.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The declared events as JSON Schemas. */
public final class EventSchemas {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EventSchemas() {}

  /** Name of the schema of a request: one event, or several. */
  public static String request(EventKind kind) {
    return kind.schema() + "Events";
  }

  /** By name: each kind of event, and a request of each. */
  public static Map<String, ObjectNode> byName() {
    Map<String, ObjectNode> schemas = new TreeMap<>();
    for (EventKind kind : EventKind.values()) {
      schemas.put(kind.schema(), object(kind.fields()));
      schemas.put(request(kind), several(kind));
    }
    return schemas;
  }

  private static ObjectNode several(EventKind kind) {
    String one = "#/$defs/" + kind.schema();
    ObjectNode batch = JSON.createObjectNode().put("type", "object");
    ObjectNode events = batch.putObject("properties").putObject("events").put("type", "array");
    events.putObject("items").put("$ref", one);
    events.put("minItems", 1).put("maxItems", EventKind.MOST);
    batch.putArray("required").add("events");
    batch.put("additionalProperties", false);
    ObjectNode either = JSON.createObjectNode();
    either.put("description", "One event, or several that are kept together.");
    either.putArray("oneOf").add(JSON.createObjectNode().put("$ref", one)).add(batch);
    return either;
  }

  private static ObjectNode object(List<Field> fields) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Field field : fields) {
      properties.set(field.name(), form(field.form()).put("description", field.description()));
    }
    var required = schema.putArray("required");
    fields.stream().filter(Field::required).forEach(field -> required.add(field.name()));
    schema.put("additionalProperties", false);
    return schema;
  }

  private static ObjectNode form(Form form) {
    ObjectNode schema = JSON.createObjectNode();
    switch (form) {
      case Form.Text text ->
          schema.put("type", "string").put("minLength", 1).put("maxLength", text.most());
      case Form.Choice choice -> {
        schema.put("type", "string");
        choice.names().forEach(schema.putArray("enum")::add);
      }
      case Form.Time time -> schema.put("type", "string").put("format", "date-time");
      case Form.Number number ->
          schema.put("type", "number").put("minimum", number.least()).put("maximum", number.most());
      case Form.Decimal decimal -> {
        schema.put("type", "number").put("multipleOf", new java.math.BigDecimal("0.00000001"));
        schema.put("maximum", EventReader.LARGEST);
        schema.put(
            "minimum",
            decimal.negative() ? EventReader.LARGEST.negate() : java.math.BigDecimal.ZERO);
      }
      case Form.Texts texts -> {
        schema.put("type", "object").put("maxProperties", texts.most());
        schema
            .putObject("additionalProperties")
            .put("type", "string")
            .put("maxLength", texts.longest());
      }
      case Form.Weights weights -> {
        schema.put("type", "object").put("maxProperties", weights.most());
        schema.putObject("additionalProperties").put("type", "number");
      }
      case Form.Vector vector -> {
        schema.put("type", "array").put("minItems", 1).put("maxItems", vector.most());
        schema.putObject("items").put("type", "number");
      }
      case Form.Items items -> {
        schema.put("type", "array").put("maxItems", items.most());
        schema.set("items", object(items.fields()));
      }
    }
    return schema;
  }
}
