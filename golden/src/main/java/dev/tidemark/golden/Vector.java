package dev.tidemark.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A place in a vector file. Reading something that is not there, or is of another type, throws a
 * {@link MalformedVector} that names the place: {@code cases[2].trades[0].price: expected a text}.
 */
public final class Vector {

  private final JsonNode node;
  private final String place;

  Vector(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /** Where this is, e.g. {@code cases[2].expected.sma}. */
  public String place() {
    return place;
  }

  /** A required field. */
  public Vector field(String name) {
    Vector field = expected(name);
    if (field.isMissing()) {
      throw new MalformedVector(field.place, node.isObject() ? "missing" : "not in an object");
    }
    return field;
  }

  /** A field to be handed to a {@link Tally}, which counts a missing one as failed. */
  public Vector expected(String name) {
    JsonNode field = node.isObject() ? node.path(name) : MissingNode.getInstance();
    return new Vector(field, place.isEmpty() ? name : place + "." + name);
  }

  /** Whether this object has the field (possibly null). */
  public boolean has(String name) {
    return node.has(name);
  }

  /** Names of the fields of this object, in the order of the file. */
  public List<String> names() {
    require(node.isObject(), "an object");
    List<String> names = new ArrayList<>();
    for (Iterator<String> each = node.fieldNames(); each.hasNext(); ) {
      names.add(each.next());
    }
    return names;
  }

  /** Elements of this array. */
  public List<Vector> elements() {
    require(node.isArray(), "an array");
    List<Vector> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Vector(node.get(i), place + "[" + i + "]"));
    }
    return elements;
  }

  public boolean isMissing() {
    return node.isMissingNode();
  }

  public boolean isNull() {
    return node.isNull();
  }

  public boolean isArray() {
    return node.isArray();
  }

  public boolean isObject() {
    return node.isObject();
  }

  public String text() {
    require(node.isTextual(), "a text");
    return node.textValue();
  }

  public boolean flag() {
    require(node.isBoolean(), "true or false");
    return node.booleanValue();
  }

  public long integer() {
    require(node.isIntegralNumber() && node.canConvertToLong(), "a 64-bit integer");
    return node.longValue();
  }

  public int smallInteger() {
    require(node.isIntegralNumber() && node.canConvertToInt(), "a 32-bit integer");
    return node.intValue();
  }

  /** A decimal written as text. */
  public BigDecimal decimal() {
    try {
      return new BigDecimal(text());
    } catch (NumberFormatException notANumber) {
      throw wrong("a decimal as text");
    }
  }

  public Instant instant() {
    try {
      return Instant.parse(text());
    } catch (DateTimeException notAnInstant) {
      throw wrong("an instant such as 2024-01-31T09:30:00Z");
    }
  }

  /** A double: a number, {@code null} as NaN, or one of the texts NaN, Infinity, -Infinity. */
  public double number() {
    if (node.isNull()) {
      return Double.NaN;
    }
    if (node.isTextual()) {
      return switch (node.textValue()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw wrong("a number");
      };
    }
    require(node.isNumber(), "a number");
    return node.doubleValue();
  }

  /** An array of {@link #number}s. */
  public double[] numbers() {
    return elements().stream().mapToDouble(Vector::number).toArray();
  }

  JsonNode node() {
    return node;
  }

  private void require(boolean condition, String type) {
    if (!condition) {
      throw wrong(type);
    }
  }

  private MalformedVector wrong(String type) {
    return new MalformedVector(
        place, node.isMissingNode() ? "missing" : "expected " + type + ", found " + brief());
  }

  /** The value for messages. */
  String brief() {
    String text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
