package dev.tidemark.stream.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Subjects that live and end with the process. */
public final class MemorySubjects implements SubjectStore {
  private final Map<String, List<SubjectVersion>> subjects = new TreeMap<>();
  private final List<String> schemas = new ArrayList<>();
  private final Map<String, Compatibility> levels = new HashMap<>();

  @Override
  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  @Override
  public synchronized List<SubjectVersion> versions(String subject) {
    return List.copyOf(subjects.getOrDefault(subject, List.of()));
  }

  @Override
  public synchronized Optional<String> schema(int id) {
    return id < 1 || id > schemas.size() ? Optional.empty() : Optional.of(schemas.get(id - 1));
  }

  @Override
  public synchronized List<SubjectVersion> uses(int id) {
    return subjects.values().stream()
        .flatMap(List::stream)
        .filter(version -> version.id() == id)
        .toList();
  }

  @Override
  public synchronized Optional<SubjectVersion> append(String subject, int after, String schema) {
    if (versions(subject).size() != after) {
      return Optional.empty();
    }
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    SubjectVersion added =
        new SubjectVersion(subject, after + 1, schemas.indexOf(schema) + 1, schema);
    subjects.computeIfAbsent(subject, key -> new ArrayList<>()).add(added);
    return Optional.of(added);
  }

  @Override
  public synchronized Optional<Compatibility> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  @Override
  public synchronized void setLevel(String subject, Compatibility level) {
    levels.put(subject, level);
  }

  @Override
  public synchronized void clearLevel(String subject) {
    levels.remove(subject);
  }
}
