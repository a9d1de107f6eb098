package dev.tidemark.stream.feed;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values in the Confluent format as documents, by the schema that wrote them: a field that is added
 * to a schema is seen by listeners at once. Decimals stay exact, times are told to the nanosecond,
 * what is not a number is null. Thread-safe.
 */
public final class AvroDocuments implements FeedDocument.Decoder {
  private static final int FRAME = 5;

  /** Items of one array or map; what claims to have more is no record of ours. */
  private static final int MOST_ITEMS = 10_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final IntFunction<Schema> schemas;
  private final UnaryOperator<Map<String, @Nullable Object>> shape;
  private final Map<Integer, Schema> known = new ConcurrentHashMap<>();

  /**
   * @param schemas by the id in the value
   * @param shape what listeners see of the record's members
   */
  public AvroDocuments(
      IntFunction<Schema> schemas, UnaryOperator<Map<String, @Nullable Object>> shape) {
    this.schemas = schemas;
    this.shape = shape;
  }

  @Override
  public @Nullable FeedDocument decode(byte[] value) {
    if (value.length < FRAME || value[0] != 0) {
      return null;
    }
    int id = java.nio.ByteBuffer.wrap(value, 1, 4).getInt();
    try {
      Schema schema = known.computeIfAbsent(id, schemas::apply);
      BinaryDecoder in =
          DecoderFactory.get().binaryDecoder(value, FRAME, value.length - FRAME, null);
      if (schema.getType() != Schema.Type.RECORD) {
        return null;
      }
      Map<String, @Nullable Object> members = shape.apply(record(schema, in));
      return new FeedDocument(members, JSON.writeValueAsBytes(members));
    } catch (IOException
        | AvroRuntimeException
        | TidemarkException
        | IllegalArgumentException bad) {
      return null; // the job puts it among the dead letters
    }
  }

  private static Map<String, @Nullable Object> record(Schema schema, BinaryDecoder in)
      throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (Schema.Field field : schema.getFields()) {
      members.put(field.name(), value(field.schema(), in));
    }
    return members;
  }

  private static @Nullable Object value(Schema schema, BinaryDecoder in) throws IOException {
    return switch (schema.getType()) {
      case RECORD -> record(schema, in);
      case ENUM -> schema.getEnumSymbols().get(in.readEnum());
      case ARRAY -> array(schema, in);
      case MAP -> map(schema, in);
      case UNION -> value(schema.getTypes().get(in.readIndex()), in);
      case FIXED -> {
        byte[] bytes = new byte[schema.getFixedSize()];
        in.readFixed(bytes);
        yield decimal(schema, bytes);
      }
      case STRING -> in.readString();
      case BYTES -> {
        java.nio.ByteBuffer read = in.readBytes(null);
        byte[] bytes = new byte[read.remaining()];
        read.get(bytes);
        yield decimal(schema, bytes);
      }
      case INT -> in.readInt();
      case LONG -> time(schema, in.readLong());
      case FLOAT -> finite(in.readFloat());
      case DOUBLE -> finite(in.readDouble());
      case BOOLEAN -> in.readBoolean();
      case NULL -> null;
    };
  }

  private static @Nullable Object finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static Object decimal(Schema schema, byte[] bytes) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? plain(new BigDecimal(new BigInteger(bytes), decimal.getScale()))
        : bytes;
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  private static Object time(Schema schema, long number) {
    LogicalType type = schema.getLogicalType();
    if (type == null) {
      return number;
    }
    return switch (type.getName()) {
      case "timestamp-nanos" ->
          Instant.ofEpochSecond(
                  Math.floorDiv(number, 1_000_000_000L), Math.floorMod(number, 1_000_000_000L))
              .toString();
      case "timestamp-micros" ->
          Instant.EPOCH.plus(number, java.time.temporal.ChronoUnit.MICROS).toString();
      case "timestamp-millis" -> Instant.ofEpochMilli(number).toString();
      default -> number;
    };
  }

  private static List<@Nullable Object> array(Schema schema, BinaryDecoder in) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    for (long n = in.readArrayStart(); n > 0; n = in.arrayNext()) {
      for (long i = 0; i < n; i++) {
        bounded(items.size());
        items.add(value(schema.getElementType(), in));
      }
    }
    return items;
  }

  private static Map<String, @Nullable Object> map(Schema schema, BinaryDecoder in)
      throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (long n = in.readMapStart(); n > 0; n = in.mapNext()) {
      for (long i = 0; i < n; i++) {
        bounded(members.size());
        String name = in.readString();
        members.put(name, value(schema.getValueType(), in));
      }
    }
    return members;
  }

  private static void bounded(int items) throws IOException {
    if (items >= MOST_ITEMS) {
      throw new IOException("more than " + MOST_ITEMS + " items");
    }
  }
}
