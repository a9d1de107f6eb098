package dev.tidemark.stream.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.codec.Documents;
import dev.tidemark.stream.codec.RefusedRecordException;
import dev.tidemark.stream.codec.WireFrame;
import dev.tidemark.stream.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Values of a feed as documents. Decimals stay exact, times are told to the nanosecond, what is not
 * a number is null. Thread-safe.
 */
public final class AvroDocuments implements FeedDocument.Decoder {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final IntFunction<Schema> schemas;
  private final UnaryOperator<Map<String, @Nullable Object>> shape;

  /**
   * @param schemas by the id in the value
   * @param shape what listeners see of a record's members
   */
  public AvroDocuments(
      IntFunction<Schema> schemas, UnaryOperator<Map<String, @Nullable Object>> shape) {
    this.schemas = schemas;
    this.shape = shape;
  }

  /** Of a feed, with the schemas of a registry. */
  public static AvroDocuments of(Feed feed, SchemaRegistry registry) {
    return new AvroDocuments(registry::byId, record -> FeedShape.of(feed, record));
  }

  @Override
  public @Nullable FeedDocument decode(byte[] value) {
    try {
      Map<String, @Nullable Object> record =
          Documents.decode(schemas.apply(WireFrame.schema(value)), value);
      Map<String, @Nullable Object> members = shape.apply(record);
      return new FeedDocument((String) members.get("timeframe"), json(members));
    } catch (RefusedRecordException | TidemarkException unreadable) {
      return null; // what reads the topic to compute from it puts it among the dead letters
    }
  }

  private static byte[] json(Map<String, @Nullable Object> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      write(json, members);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
          json.writeFieldName(String.valueOf(member.getKey()));
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      case Iterable<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case BigDecimal number -> json.writeNumber(shortest(number));
      case Double number -> {
        // JSON has no word for what is not a number.
        if (Double.isFinite(number)) {
          json.writeNumber(number);
        } else {
          json.writeNull();
        }
      }
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      default -> json.writeString(value.toString());
    }
  }

  private static BigDecimal shortest(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
