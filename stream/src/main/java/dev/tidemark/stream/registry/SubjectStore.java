package dev.tidemark.stream.registry;

import java.util.List;
import java.util.Optional;

/**
 * Where a registry keeps what it knows. Nothing is ever changed or removed but levels: records
 * refer to schemas for as long as they exist. Safe for any thread.
 */
public interface SubjectStore {
  List<String> subjects();

  /** Oldest first; empty when there is no such subject. */
  List<SubjectVersion> versions(String subject);

  Optional<String> schema(int id);

  /** Versions that are this schema. */
  List<SubjectVersion> uses(int id);

  /**
   * Adds a version, unless another was added meanwhile.
   *
   * @param after the latest version the caller has seen; 0 for none
   * @param schema as JSON; the same text has the same id in all subjects
   * @return empty when {@code after} is not the latest any more
   */
  Optional<SubjectVersion> append(String subject, int after, String schema);

  /** The level that a subject was given; of subject "", that of all which have none. */
  Optional<Compatibility> level(String subject);

  void setLevel(String subject, Compatibility level);

  void clearLevel(String subject);
}
