package dev.tidemark.stream.schema;

import dev.tidemark.stream.registry.Compatibility;
import dev.tidemark.stream.registry.Incompatibilities;
import dev.tidemark.stream.registry.SchemaCatalogue;
import dev.tidemark.stream.registry.SubjectVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Holds the schemas in use against what was released, and against what is registered. */
public final class SchemaCheck {
  /**
   * Of all topics: whoever is older or newer reads what is written, and what was written is read
   * for as long as it is kept.
   */
  public static final Compatibility LEVEL = Compatibility.FULL_TRANSITIVE;

  private final SchemaFiles files;

  public SchemaCheck(SchemaFiles files) {
    this.files = files;
  }

  /** Against the committed fingerprints and the files of the released versions. */
  public List<SchemaVerdict> released() {
    List<SchemaVerdict> verdicts = new ArrayList<>();
    for (TopicSchema schema : TopicSchema.values()) {
      verdicts.add(released(schema));
    }
    return verdicts;
  }

  /** Against the versions that a registry has. */
  public List<SchemaVerdict> registered(SchemaCatalogue registry) {
    List<SchemaVerdict> verdicts = new ArrayList<>();
    for (TopicSchema schema : TopicSchema.values()) {
      List<SubjectVersion> versions = registry.versions(schema.subject());
      verdicts.add(judge(schema, registry.level(schema.subject()), versions, "registered"));
    }
    return verdicts;
  }

  /** Registers every schema in use, under the level that all topics have. */
  public void register(SchemaCatalogue registry) {
    for (TopicSchema schema : TopicSchema.values()) {
      if (registry.level(schema.subject()) != LEVEL) {
        registry.setLevel(schema.subject(), LEVEL);
      }
      registry.register(schema.subject(), files.current(schema));
    }
  }

  private SchemaVerdict released(TopicSchema schema) {
    List<String> prints = files.fingerprints(schema);
    List<SubjectVersion> versions = new ArrayList<>();
    for (int version = 1; version <= prints.size(); version++) {
      Optional<Schema> file = files.released(schema, version);
      if (file.isEmpty() || !SchemaFiles.fingerprint(file.get()).equals(prints.get(version - 1))) {
        String name = "released/" + schema.file() + ".v" + version + ".avsc";
        return new SchemaVerdict(
            schema,
            SchemaVerdict.State.TAMPERED,
            "version " + version,
            List.of(
                name
                    + (file.isEmpty() ? " is missing" : " is not what was released")
                    + ": restore it; records exist that were written with it"),
            List.of());
      }
      versions.add(new SubjectVersion(schema.subject(), version, version, file.get().toString()));
    }
    return judge(schema, LEVEL, versions, "released");
  }

  private SchemaVerdict judge(
      TopicSchema schema, Compatibility level, List<SubjectVersion> versions, String what) {
    Schema current = files.current(schema);
    int latest = versions.size();
    if (latest > 0 && versions.get(latest - 1).parsed().toString().equals(current.toString())) {
      return new SchemaVerdict(
          schema,
          SchemaVerdict.State.RELEASED,
          what + " version " + latest + ", " + level,
          List.of(),
          List.of());
    }
    List<String> reasons = Incompatibilities.of(level, current, versions);
    return reasons.isEmpty()
        ? new SchemaVerdict(
            schema,
            SchemaVerdict.State.COMPATIBLE,
            "may become " + what + " version " + (latest + 1) + ", " + level,
            List.of(),
            List.of())
        : new SchemaVerdict(
            schema,
            SchemaVerdict.State.INCOMPATIBLE,
            "against " + what + " versions, " + level,
            reasons,
            MigrationPlan.of(schema, reasons));
  }
}
