package dev.tidemark.server.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.server.events.Form.Field;
import dev.tidemark.server.problem.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the members of events and says of each wrong one where it is and how to mend it. */
final class EventReader {
  /** Of prices and amounts; well within what 28 digits hold, 8 of them after the point. */
  static final BigDecimal LARGEST = new BigDecimal("1000000000000000");

  private static final int DIGITS = 8;
  private static final int MOST_PROBLEMS = 20;
  private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Instant now;
  private final List<Problem.Place> problems = new ArrayList<>();

  /**
   * @param now events must not have happened much later
   */
  EventReader(Instant now) {
    this.now = now;
  }

  /** What is wrong so far, in the order in which it was found. */
  List<Problem.Place> problems() {
    return problems;
  }

  /** The members that are valid; those that are not are among the {@link #problems}. */
  Map<String, Object> read(JsonNode event, List<Field> fields, String at) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (!event.isObject()) {
      wrong(at, "An event is an object", "Send {…} with the members of the schema");
      return members;
    }
    for (Field field : fields) {
      JsonNode value = event.path(field.name());
      String pointer = at + "/" + field.name();
      if (value.isMissingNode() || value.isNull()) {
        if (field.required()) {
          wrong(pointer, "It is missing", field.description());
        }
        continue;
      }
      Optional<Object> read = value(value, field.form(), pointer);
      read.ifPresent(found -> members.put(field.name(), found));
    }
    Iterator<String> names = event.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (fields.stream().noneMatch(field -> field.name().equals(name))) {
        wrong(
            at + "/" + name.replace("~", "~0").replace("/", "~1"),
            "There is no such member",
            "Leave it out; GET /v1/schemas tells the members");
      }
    }
    return members;
  }

  private Optional<Object> value(JsonNode value, Form form, String at) {
    return switch (form) {
      case Form.Text text -> text(value, text.most(), at);
      case Form.Choice choice -> {
        if (value.isTextual() && choice.names().contains(value.asText())) {
          yield Optional.of(value.asText());
        }
        yield wrong(at, "It is none of the names", "Send one of " + choice.names());
      }
      case Form.Time time -> time(value, at);
      case Form.Number number -> number(value, number.least(), number.most(), at);
      case Form.Decimal decimal -> decimal(value, decimal.negative(), at);
      case Form.Texts texts -> texts(value, texts, at);
      case Form.Weights weights -> weights(value, weights.most(), at);
      case Form.Vector vector -> vector(value, vector.most(), at);
      case Form.Items items -> items(value, items, at);
    };
  }

  private Optional<Object> text(JsonNode value, int most, String at) {
    String text = value.isTextual() ? value.asText() : "";
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > most) {
      return wrong(at, "It is no text of 1 to " + most + " characters", "Send such a text");
    }
    if (text.chars().anyMatch(c -> c == 0) || !whole(text)) {
      return wrong(
          at, "It has characters that cannot be kept", "Leave out U+0000 and halves of pairs");
    }
    return Optional.of(text);
  }

  /** Whether every surrogate is one of a pair. */
  private static boolean whole(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private Optional<Object> time(JsonNode value, String at) {
    String hint = "Send for instance 2024-01-31T14:30:00.123456789Z";
    if (!value.isTextual() || value.asText().length() > 40) {
      return wrong(at, "It is not an instant", hint);
    }
    Instant time;
    try {
      time = OffsetDateTime.parse(value.asText()).toInstant();
    } catch (DateTimeException e) {
      return wrong(at, "It is not an instant", hint);
    }
    if (time.isBefore(FIRST)) {
      return wrong(at, "It is before " + FIRST, hint);
    }
    return time.isAfter(now.plus(AHEAD))
        ? wrong(at, "It is in the future", "Check the clock of the sender")
        : Optional.of(time);
  }

  private Optional<Object> number(JsonNode value, double least, double most, String at) {
    if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= most)) {
      return wrong(at, "It is no number from " + plain(least) + " to " + plain(most), "Send one");
    }
    return Optional.of(value.asDouble());
  }

  private static String plain(double bound) {
    return new BigDecimal(bound).toPlainString();
  }

  private Optional<Object> decimal(JsonNode value, boolean negative, String at) {
    if (!value.isNumber()) {
      return wrong(at, "It is no number", "Send a JSON number without quotes");
    }
    BigDecimal number = value.decimalValue();
    // A great exponent must not be written out as digits.
    boolean fits =
        number.signum() == 0
            || number.precision() - (long) number.scale() <= 16 && number.scale() <= 100;
    if (!fits || number.abs().compareTo(LARGEST) > 0) {
      return wrong(at, "It is beyond " + LARGEST.toPlainString(), "Send a number within");
    }
    BigDecimal exact = number.stripTrailingZeros();
    if (exact.scale() > DIGITS) {
      return wrong(at, "It has more than " + DIGITS + " digits after the point", "Round it");
    }
    if (!negative && exact.signum() < 0) {
      return wrong(at, "It is negative", "Send zero or more");
    }
    return Optional.of(exact.setScale(DIGITS));
  }

  private Optional<Object> texts(JsonNode value, Form.Texts form, String at) {
    if (!value.isObject() || value.size() > form.most()) {
      return wrong(at, "It is no object of at most " + form.most() + " members", "Send such one");
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!member.getValue().isTextual()
          || member.getValue().asText().length() > form.longest()
          || !whole(member.getKey() + member.getValue().asText())) {
        return wrong(
            at, "A member is no text of at most " + form.longest() + " characters", "Send texts");
      }
      texts.put(member.getKey(), member.getValue().asText());
    }
    return Optional.of(texts);
  }

  private Optional<Object> weights(JsonNode value, int most, String at) {
    if (!value.isObject() || value.size() > most) {
      return wrong(at, "It is no object of at most " + most + " members", "Send such one");
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!finite(member.getValue()) || !whole(member.getKey())) {
        return wrong(at, "A member is no finite number", "Send numbers");
      }
      weights.put(member.getKey(), member.getValue().asDouble());
    }
    return Optional.of(weights);
  }

  private static boolean finite(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.asDouble());
  }

  private Optional<Object> vector(JsonNode value, int most, String at) {
    if (!value.isArray() || value.isEmpty() || value.size() > most) {
      return wrong(at, "It is no array of 1 to " + most + " numbers", "Send such one");
    }
    List<Double> numbers = new ArrayList<>(value.size());
    for (JsonNode number : value) {
      if (!finite(number)) {
        return wrong(at, "One of it is no finite number", "Send numbers");
      }
      numbers.add(number.asDouble());
    }
    return Optional.of(numbers);
  }

  private Optional<Object> items(JsonNode value, Form.Items form, String at) {
    if (!value.isArray() || value.size() > form.most()) {
      return wrong(at, "It is no array of at most " + form.most(), "Send such one");
    }
    List<Map<String, Object>> items = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      items.add(read(value.get(i), form.fields(), at + "/" + i));
    }
    return Optional.of(items);
  }

  private Optional<Object> wrong(String at, String detail, String hint) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem.Place(at, detail, hint));
    }
    return Optional.empty();
  }
}
