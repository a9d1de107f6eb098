package dev.tidemark.stream.codec;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.registry.SchemaRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** How values of the schemas that writers used become our fields. Not thread-safe. */
final class WriterSchemas {
  /** Ids that nobody registered; a flood of them must not become a flood of questions. */
  private static final int UNKNOWN_KEPT = 4096;

  private final SchemaRegistry registry;
  private final Schema reader;
  private final Map<Integer, Writer> writers = new HashMap<>();
  private final Map<Integer, Boolean> unknown =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
          return size() > UNKNOWN_KEPT;
        }
      };

  /**
   * @param resolving null when the writer used our own schema
   */
  record Writer(@Nullable ResolvingDecoder resolving) {}

  WriterSchemas(SchemaRegistry registry, Schema reader) {
    this.registry = registry;
    this.reader = reader;
  }

  Writer of(int id) throws RefusedRecordException {
    Writer known = writers.get(id);
    if (known != null) {
      return known;
    }
    if (unknown.containsKey(id)) {
      throw unknown(id);
    }
    Schema schema;
    try {
      schema = registry.byId(id);
    } catch (TidemarkException e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        throw e;
      }
      unknown.put(id, true);
      throw unknown(id);
    }
    Writer writer = new Writer(schema.equals(reader) ? null : resolving(schema));
    writers.put(id, writer);
    return writer;
  }

  private ResolvingDecoder resolving(Schema writer) throws RefusedRecordException {
    try {
      return DecoderFactory.get().resolvingDecoder(writer, reader, WireReader.ofMany());
    } catch (IOException | RuntimeException e) {
      throw WireReader.bad("its schema cannot be read as " + reader.getName());
    }
  }

  private static RefusedRecordException unknown(int id) {
    return new RefusedRecordException(LetterReason.UNKNOWN_SCHEMA, "schema " + id);
  }
}
