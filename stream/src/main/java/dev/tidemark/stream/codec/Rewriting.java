package dev.tidemark.stream.codec;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.stream.deadletter.LetterReason;
import dev.tidemark.stream.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Values of any version of a schema as values of ours; for topics of few records, since those of
 * other versions are written anew. Not thread-safe.
 */
final class Rewriting {
  private final SchemaRegistry registry;
  private final Schema ours;
  private final Map<Integer, Schema> writers = new HashMap<>();

  Rewriting(SchemaRegistry registry, Schema ours) {
    this.registry = registry;
    this.ours = ours;
  }

  byte[] ours(byte[] value) throws RefusedRecordException {
    int id = WireFrame.schema(value);
    Schema writer = writer(id);
    if (writer.equals(ours)) {
      return value;
    }
    try {
      WireReader in = WireReader.ofOne();
      in.over(value, WireFrame.BYTES);
      GenericRecord read = new GenericDatumReader<GenericRecord>(writer, ours).read(null, in);
      in.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(value.length);
      out.write(value, 0, WireFrame.BYTES);
      BinaryEncoder binary = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(ours).write(read, binary);
      binary.flush();
      return out.toByteArray();
    } catch (RefusedRecordException e) {
      throw e.of(id);
    } catch (IOException | RuntimeException e) {
      throw WireReader.bad(String.valueOf(e.getMessage())).of(id);
    }
  }

  private Schema writer(int id) throws RefusedRecordException {
    Schema known = writers.get(id);
    if (known != null) {
      return known;
    }
    try {
      Schema schema = registry.byId(id);
      writers.put(id, schema);
      return schema;
    } catch (TidemarkException e) {
      if (e.code() == ErrorCode.UNAVAILABLE) {
        throw e;
      }
      throw new RefusedRecordException(LetterReason.UNKNOWN_SCHEMA, "schema " + id).of(id);
    }
  }
}
