package dev.tidemark.stream.registry;

import org.apache.avro.Schema;

/**
 * A schema as a version of a subject.
 *
 * @param version from 1, without gaps
 * @param schema as JSON
 */
public record SubjectVersion(String subject, int version, int id, String schema) {
  /** As Avro reads it; registries may keep other white space. */
  public Schema parsed() {
    return new Schema.Parser().parse(schema);
  }
}
