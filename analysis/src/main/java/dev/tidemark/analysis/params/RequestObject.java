package dev.tidemark.analysis.params;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidemark.core.number.CanonicalNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object of a request. A field that is absent has its default; one that is wrong becomes a
 * problem and has its default too, so that reading goes on and finds the others.
 */
final class RequestObject {
  /** Decimal exponents within which a number can be converted at no great cost. */
  private static final int LARGEST_EXPONENT = 400;

  private final JsonNode node;
  private final String pointer;
  private final Problems problems;

  private RequestObject(JsonNode node, String pointer, Problems problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
  }

  /** The object at the pointer; anything but an object is a problem and read as an empty one. */
  static RequestObject of(
      @Nullable JsonNode node, String pointer, List<String> known, Problems problems) {
    if (node == null) {
      return new RequestObject(JsonNodeFactory.instance.objectNode(), pointer, problems);
    }
    if (!node.isObject()) {
      problems.invalid(
          pointer,
          "Expected an object, found " + kind(node),
          "Write an object with any of: " + String.join(", ", known));
      return new RequestObject(JsonNodeFactory.instance.objectNode(), pointer, problems);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        problems.unknown(pointer + "/" + escaped(name), name, known);
      }
    }
    return new RequestObject(node, pointer, problems);
  }

  RequestObject object(String name, List<String> known) {
    return of(node.get(name), at(name), known, problems);
  }

  @Nullable JsonNode get(String name) {
    return node.get(name);
  }

  String at(String name) {
    return pointer + "/" + name;
  }

  int whole(Fields.Whole field) {
    return whole(field, field.fallback());
  }

  int whole(Fields.Whole field, int fallback) {
    JsonNode value = node.get(field.name());
    if (value == null) {
      return fallback;
    }
    String range = "Give a whole number from " + field.min() + " to " + field.max();
    BigDecimal number = number(field.name(), value, range);
    if (number == null) {
      return fallback;
    }
    if (!isWhole(number)) {
      problems.invalid(at(field.name()), text(number) + " is not a whole number", range);
      return fallback;
    }
    if (number.compareTo(BigDecimal.valueOf(field.min())) < 0
        || number.compareTo(BigDecimal.valueOf(field.max())) > 0) {
      problems.invalid(at(field.name()), text(number) + " is out of bounds", range);
      return fallback;
    }
    return number.intValueExact();
  }

  double real(Fields.Real field) {
    JsonNode value = node.get(field.name());
    return value == null ? field.fallback() : real(field, value);
  }

  /** As {@link #real(Fields.Real)}; an explicit null is as good as an absent field. */
  @Nullable Double optionalReal(Fields.Real field) {
    JsonNode value = node.get(field.name());
    if (value == null || value.isNull()) {
      return null;
    }
    double number = real(field, value);
    return Double.isNaN(number) ? null : number;
  }

  /** Numbers are taken to 12 significant digits, those of the canonical text (spec §0.5). */
  private double real(Fields.Real field, JsonNode value) {
    String range =
        "Give a number "
            + (field.aboveMin() ? "above " : "from ")
            + CanonicalNumber.format(field.min())
            + (field.aboveMin() ? ", at most " : " to ")
            + CanonicalNumber.format(field.max());
    BigDecimal exact = number(field.name(), value, range);
    if (exact == null) {
      return field.fallback();
    }
    double number = isTiny(exact) ? 0 : exact.doubleValue();
    if (Double.isFinite(number)) {
      number = Double.parseDouble(CanonicalNumber.format(number));
    }
    if (!field.allows(number) || number == 0 && field.min() == 0 && exact.signum() < 0) {
      problems.invalid(at(field.name()), text(exact) + " is out of bounds", range);
      return field.fallback();
    }
    return number;
  }

  <E extends Enum<E>> E choice(Fields.Choice<E> field) {
    String name = text(field.name(), field.names(), field.fallback().name());
    return Enum.valueOf(field.type(), name);
  }

  /** One of the allowed texts, in exactly this spelling. */
  String text(String name, List<String> allowed, String fallback) {
    JsonNode value = node.get(name);
    if (value == null) {
      return fallback;
    }
    String hint = "Use one of: " + String.join(", ", allowed);
    if (!value.isTextual()) {
      problems.invalid(at(name), "Expected a text, found " + kind(value), hint);
      return fallback;
    }
    if (!allowed.contains(value.textValue())) {
      problems.invalid(
          at(name), "'" + Problems.quoted(value.textValue()) + "' is not a choice", hint);
      return fallback;
    }
    return value.textValue();
  }

  boolean flag(Fields.Flag field) {
    JsonNode value = node.get(field.name());
    if (value == null) {
      return field.fallback();
    }
    if (!value.isBoolean()) {
      problems.invalid(
          at(field.name()), "Expected true or false, found " + kind(value), "No quotes");
      return field.fallback();
    }
    return value.booleanValue();
  }

  private @Nullable BigDecimal number(String name, JsonNode value, String hint) {
    BigDecimal number = decimal(value);
    if (number == null) {
      problems.invalid(at(name), "Expected a number, found " + kind(value), hint);
    }
    return number;
  }

  /** The value of a number that may be huge, within bounds that further arithmetic can bear. */
  static @Nullable BigDecimal decimal(JsonNode value) {
    if (!value.isNumber()
        || (value.isDouble() || value.isFloat()) && !Double.isFinite(value.doubleValue())) {
      return null;
    }
    BigDecimal number = value.decimalValue();
    long exponent = (long) number.precision() - number.scale();
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (exponent > LARGEST_EXPONENT) {
      return BigDecimal.TEN.pow(LARGEST_EXPONENT).multiply(BigDecimal.valueOf(number.signum()));
    }
    return exponent < -LARGEST_EXPONENT
        ? new BigDecimal(BigInteger.valueOf(number.signum()), LARGEST_EXPONENT)
        : number;
  }

  static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isTiny(BigDecimal number) {
    return (long) number.precision() - number.scale() < -320;
  }

  private static String text(BigDecimal number) {
    return Problems.quoted(
        number.precision() > 20 ? "The number" : number.stripTrailingZeros().toString());
  }

  /** What a value is, in the words of JSON. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "the text '" + Problems.quoted(value.textValue()) + "'";
      case BOOLEAN -> value.booleanValue() ? "true" : "false";
      case NUMBER -> "a number";
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> "something else";
    };
  }

  private static String escaped(String name) {
    return Problems.quoted(name).replace("~", "~0").replace("/", "~1");
  }
}
