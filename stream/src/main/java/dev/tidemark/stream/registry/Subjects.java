package dev.tidemark.stream.registry;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The rules of a registry over whatever keeps its state. */
public final class Subjects implements SchemaCatalogue {
  /** Of a registry that nobody set up otherwise; the protocol's. */
  private static final Compatibility DEFAULT = Compatibility.BACKWARD;

  private static final int ATTEMPTS = 20;

  private final SubjectStore store;

  public Subjects(SubjectStore store) {
    this.store = store;
  }

  public SubjectStore store() {
    return store;
  }

  @Override
  public List<String> subjects() {
    return store.subjects();
  }

  @Override
  public List<SubjectVersion> versions(String subject) {
    return store.versions(subject);
  }

  @Override
  public void setLevel(String subject, Compatibility level) {
    store.setLevel(subject, level);
  }

  @Override
  public Compatibility level(String subject) {
    return store.level(subject).or(() -> store.level("")).orElse(DEFAULT);
  }

  @Override
  public int register(String subject, Schema schema) {
    return add(subject, schema).id();
  }

  /** As {@link #register}, with the version that it is. */
  public SubjectVersion add(String subject, Schema schema) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<SubjectVersion> versions = store.versions(subject);
      Optional<SubjectVersion> known = find(versions, schema);
      if (known.isPresent()) {
        return known.get();
      }
      List<String> reasons = Incompatibilities.of(level(subject), schema, versions);
      if (!reasons.isEmpty()) {
        throw incompatible(subject, level(subject), reasons);
      }
      Optional<SubjectVersion> added = store.append(subject, versions.size(), schema.toString());
      if (added.isPresent()) {
        return added.get();
      }
    }
    throw TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "The schema could not be registered",
            "others add versions to its subject all the time",
            "Try again")
        .withDetail("subject", subject);
  }

  /** The version of a subject that is this schema. */
  public Optional<SubjectVersion> find(String subject, Schema schema) {
    return find(store.versions(subject), schema);
  }

  /** Why the schema may not follow the given versions; empty when it may. */
  public List<String> reasonsAgainst(String subject, Schema schema, List<SubjectVersion> versions) {
    return Incompatibilities.of(level(subject), schema, versions);
  }

  @Override
  public Schema byId(int id) {
    return store
        .schema(id)
        .map(Subjects::parse)
        .orElseThrow(
            () ->
                TidemarkException.of(
                    ErrorCode.NOT_FOUND,
                    "Schema " + id + " is not known",
                    "nobody registered it here",
                    "Check that the record was written with this registry"));
  }

  /**
   * Reads a schema.
   *
   * @throws TidemarkException INVALID_INPUT when it is no Avro schema
   */
  public static Schema parse(String schema) {
    try {
      return new Schema.Parser().parse(schema);
    } catch (SchemaParseException | ClassCastException | NullPointerException e) {
      throw TidemarkException.of(
          ErrorCode.INVALID_INPUT,
          "This is no Avro schema",
          String.valueOf(e.getMessage()),
          "Correct it; the specification is at avro.apache.org",
          e);
    }
  }

  static TidemarkException incompatible(String subject, Compatibility level, List<String> reasons) {
    return TidemarkException.of(
            ErrorCode.CONFLICT,
            "The schema may not follow the versions of " + subject,
            String.join("; ", reasons),
            "Run 'tidemark schemas check', which says how to migrate")
        .withDetail("compatibility", level);
  }

  private static Optional<SubjectVersion> find(List<SubjectVersion> versions, Schema schema) {
    String text = schema.toString();
    return versions.stream().filter(version -> version.schema().equals(text)).findFirst();
  }
}
