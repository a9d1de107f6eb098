package dev.tidemark.stream.registry;

import org.apache.avro.Schema;

/** Knows schemas by their id. Safe for any thread. */
public interface SchemaRegistry {
  /**
   * Adds a version to a subject, or finds it there.
   *
   * @param subject {@code <topic>-value}
   * @return the schema's id
   * @throws dev.tidemark.core.error.TidemarkException CONFLICT when the subject's compatibility
   *     forbids it, UNAVAILABLE when the registry does not answer
   */
  int register(String subject, Schema schema);

  /**
   * A schema, of whatever subject.
   *
   * @throws dev.tidemark.core.error.TidemarkException NOT_FOUND when no schema has this id,
   *     UNAVAILABLE when the registry does not answer
   */
  Schema byId(int id);
}
