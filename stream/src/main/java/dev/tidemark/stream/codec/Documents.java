package dev.tidemark.stream.codec;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Records of any schema as maps by field name: what people read and edit, and events of few a
 * second. Decimals are {@link BigDecimal}, times {@link Instant} (or their text), enums text.
 */
public final class Documents {
  private static final long NANOS = 1_000_000_000L;

  private Documents() {}

  /**
   * A framed value.
   *
   * @throws TidemarkException INVALID_INPUT, naming the field, when the document is not of the
   *     schema: a field is missing that has no default, is unknown or of another type
   */
  public static byte[] encode(int schemaId, Schema schema, Map<String, ?> document) {
    WireWriter wire = new WireWriter().begin(schemaId);
    record("", wire, schema, document);
    return wire.end();
  }

  /** The record in a framed value that was written with {@code writer}. */
  public static Map<String, @Nullable Object> decode(Schema writer, byte[] value)
      throws RefusedRecordException {
    int id = WireFrame.schema(value);
    try {
      WireReader wire = WireReader.ofOne();
      wire.over(value, WireFrame.BYTES);
      Map<String, @Nullable Object> document = record(wire, writer);
      wire.finish();
      return document;
    } catch (RefusedRecordException e) {
      throw e.of(id);
    } catch (IOException | RuntimeException e) {
      throw WireReader.bad(String.valueOf(e.getMessage())).of(id);
    }
  }

  private static void record(String at, WireWriter wire, Schema schema, Map<?, ?> document) {
    Set<String> names = new java.util.TreeSet<>();
    for (Schema.Field field : schema.getFields()) {
      names.add(field.name());
      String where = at + '/' + field.name();
      if (document.containsKey(field.name())) {
        value(where, wire, field.schema(), document.get(field.name()));
      } else if (field.hasDefaultValue()) {
        Object byDefault = org.apache.avro.generic.GenericData.get().getDefaultValue(field);
        value(where, wire, field.schema(), byDefault);
      } else {
        throw wrong(where, "is missing");
      }
    }
    for (Object name : document.keySet()) {
      if (!names.contains(String.valueOf(name))) {
        throw wrong(at + '/' + name, "is no field of " + schema.getName());
      }
    }
  }

  private static void value(String at, WireWriter wire, Schema schema, @Nullable Object value) {
    switch (schema.getType()) {
      case UNION -> {
        int branch = branch(at, schema, value);
        wire.integer(branch);
        value(at, wire, schema.getTypes().get(branch), value);
      }
      case NULL -> {}
      case RECORD -> record(at, wire, schema, as(at, Map.class, "an object", value));
      case ARRAY -> {
        List<?> items = as(at, List.class, "an array", value);
        if (!items.isEmpty()) {
          wire.integer(items.size());
          for (int i = 0; i < items.size(); i++) {
            value(at + '/' + i, wire, schema.getElementType(), items.get(i));
          }
        }
        wire.integer(0);
      }
      case MAP -> {
        Map<?, ?> items = as(at, Map.class, "an object", value);
        if (!items.isEmpty()) {
          wire.integer(items.size());
          items.forEach(
              (name, item) -> {
                wire.text(String.valueOf(name));
                value(at + '/' + name, wire, schema.getValueType(), item);
              });
        }
        wire.integer(0);
      }
      case STRING -> wire.text(as(at, CharSequence.class, "a text", value).toString());
      case ENUM -> {
        String name = String.valueOf(value);
        if (!schema.hasEnumSymbol(name)) {
          throw wrong(at, "is none of " + schema.getEnumSymbols());
        }
        wire.integer(schema.getEnumOrdinal(name));
      }
      case BOOLEAN -> wire.bool(as(at, Boolean.class, "true or false", value));
      case DOUBLE -> wire.real(as(at, Number.class, "a number", value).doubleValue());
      case INT -> {
        long number = whole(at, value);
        if (number != (int) number) {
          throw wrong(at, "is beyond 32 bits");
        }
        wire.integer(number);
      }
      case LONG ->
          wire.integer(schema.getLogicalType() == null ? whole(at, value) : time(at, value));
      case BYTES -> wire.bytes(decimal(at, schema, value));
      default -> throw wrong(at, "has type " + schema.getType() + ", which no schema of ours uses");
    }
  }

  private static int branch(String at, Schema union, @Nullable Object value) {
    List<Schema> types = union.getTypes();
    for (int i = 0; i < types.size(); i++) {
      boolean isNull = types.get(i).getType() == Schema.Type.NULL;
      if (isNull == (value == null || value instanceof org.apache.avro.JsonProperties.Null)) {
        return i;
      }
    }
    throw wrong(at, "may not be null");
  }

  private static long whole(String at, @Nullable Object value) {
    try {
      return new BigDecimal(as(at, Number.class, "a number", value).toString()).longValueExact();
    } catch (ArithmeticException e) {
      throw wrong(at, "is no whole number of 64 bits");
    }
  }

  private static long time(String at, @Nullable Object value) {
    try {
      Instant instant =
          value instanceof Instant given
              ? given
              : OffsetDateTime.parse(as(at, CharSequence.class, "a time", value)).toInstant();
      return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(at, "is no time such as 2026-01-31T14:30:00.123456789Z");
    }
  }

  private static byte[] decimal(String at, Schema schema, @Nullable Object value) {
    if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal type)) {
      throw wrong(at, "has bytes that are no decimal");
    }
    if (value instanceof ByteBuffer unscaled) {
      byte[] bytes = new byte[unscaled.remaining()];
      unscaled.duplicate().get(bytes);
      return bytes;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(String.valueOf(value));
      // A great exponent must not be written out as digits.
      if (number.precision() - (long) number.scale() > type.getPrecision() - type.getScale()) {
        throw wrong(at, "has too many digits before the point");
      }
      number = number.setScale(type.getScale(), RoundingMode.UNNECESSARY);
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(at, "is no number of at most " + type.getScale() + " digits after the point");
    }
    return number.unscaledValue().toByteArray();
  }

  private static <T> T as(String at, Class<T> type, String name, @Nullable Object value) {
    if (!type.isInstance(value)) {
      throw wrong(at, "is not " + name);
    }
    return type.cast(value);
  }

  private static Map<String, @Nullable Object> record(WireReader wire, Schema schema)
      throws IOException {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    for (Schema.Field field : schema.getFields()) {
      document.put(field.name(), value(wire, field.schema()));
    }
    return document;
  }

  private static @Nullable Object value(WireReader wire, Schema schema) throws IOException {
    return switch (schema.getType()) {
      case UNION -> value(wire, choice(schema.getTypes(), wire.readIndex()));
      case NULL -> null;
      case RECORD -> record(wire, schema);
      case ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        for (long n = wire.readArrayStart(); n > 0; n = wire.arrayNext()) {
          for (long i = 0; i < n; i++) {
            items.add(value(wire, schema.getElementType()));
          }
        }
        yield items;
      }
      case MAP -> {
        Map<String, @Nullable Object> items = new LinkedHashMap<>();
        for (long n = wire.readMapStart(); n > 0; n = wire.mapNext()) {
          for (long i = 0; i < n; i++) {
            items.put(wire.readString(), value(wire, schema.getValueType()));
          }
        }
        yield items;
      }
      case STRING -> wire.readString();
      case ENUM -> choice(schema.getEnumSymbols(), wire.readEnum());
      case BOOLEAN -> wire.readBoolean();
      case DOUBLE -> wire.readDouble();
      case FLOAT -> wire.readFloat();
      case INT -> wire.readInt();
      case LONG -> instant(schema, wire.readLong());
      case BYTES -> number(schema, wire.readBytes(null));
      case FIXED -> {
        byte[] bytes = new byte[schema.getFixedSize()];
        wire.readFixed(bytes, 0, bytes.length);
        yield number(schema, ByteBuffer.wrap(bytes));
      }
    };
  }

  private static <T> T choice(List<T> choices, int chosen) throws RefusedRecordException {
    if (chosen < 0 || chosen >= choices.size()) {
      throw WireReader.bad("choice " + chosen + " of " + choices.size());
    }
    return choices.get(chosen);
  }

  private static Object instant(Schema schema, long nanos) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampNanos
        ? Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
        : nanos;
  }

  private static Object number(Schema schema, ByteBuffer bytes) throws RefusedRecordException {
    byte[] unscaled = new byte[bytes.remaining()];
    bytes.get(unscaled);
    if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal type)) {
      return java.util.HexFormat.of().formatHex(unscaled);
    }
    if (unscaled.length == 0) {
      throw WireReader.bad("a decimal has no bytes");
    }
    return new BigDecimal(new BigInteger(unscaled), type.getScale());
  }

  private static TidemarkException wrong(String at, String why) {
    return TidemarkException.of(
        ErrorCode.INVALID_INPUT,
        "The record does not fit its schema",
        at + " " + why,
        "Correct " + at + "; 'tidemark schemas show' tells the fields");
  }
}
