package dev.tidemark.stream.registry;

import java.util.List;

/** A registry that also tells what it has. */
public interface SchemaCatalogue extends SchemaRegistry {
  List<String> subjects();

  /** Oldest first; empty when there is no such subject. */
  List<SubjectVersion> versions(String subject);

  /** The level that counts for a subject. */
  Compatibility level(String subject);

  void setLevel(String subject, Compatibility level);
}
