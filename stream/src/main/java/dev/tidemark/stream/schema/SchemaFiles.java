package dev.tidemark.stream.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.core.hash.Sha256;
import dev.tidemark.stream.registry.Subjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Schema files: the ones in use ({@code trade.avsc}), every released version of each ({@code
 * released/trade.v1.avsc}), and the fingerprints of those ({@code fingerprints.json}).
 */
public final class SchemaFiles {
  private static final String FINGERPRINTS = "fingerprints.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final @Nullable Path directory;

  private SchemaFiles(@Nullable Path directory) {
    this.directory = directory;
  }

  /** Those of this program. */
  public static SchemaFiles ofProgram() {
    return new SchemaFiles(null);
  }

  /** Those of a directory, as a working tree has them. */
  public static SchemaFiles in(Path directory) {
    return new SchemaFiles(directory);
  }

  /** SHA-256 of the schema as Avro writes it, documentation and defaults included. */
  public static String fingerprint(Schema schema) {
    return Sha256.hex(schema.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The schema in use. */
  public Schema current(TopicSchema schema) {
    String name = schema.file() + ".avsc";
    return text(name).map(Subjects::parse).orElseThrow(() -> missing(name));
  }

  /** Fingerprints of the released versions, oldest first. */
  public List<String> fingerprints(TopicSchema schema) {
    List<String> prints = new ArrayList<>();
    document().path(schema.subject()).forEach(print -> prints.add(print.asText()));
    return prints;
  }

  /** A released version; empty when its file is not there. */
  public Optional<Schema> released(TopicSchema schema, int version) {
    return text(releasedName(schema, version)).map(Subjects::parse);
  }

  /**
   * Makes the schema in use the next released version.
   *
   * @return its version
   */
  public int release(TopicSchema schema) {
    if (directory == null) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "A schema of the program itself cannot be released",
          "its files are in a jar",
          "Name the directory with the schema files");
    }
    ObjectNode document = (ObjectNode) document();
    ArrayNode prints = document.withArray("/" + schema.subject().replace("/", "~1"));
    prints.add(fingerprint(current(schema)));
    int version = prints.size();
    try {
      Files.createDirectories(directory.resolve("released"));
      Files.copy(
          directory.resolve(schema.file() + ".avsc"),
          directory.resolve(releasedName(schema, version)));
      Files.writeString(directory.resolve(FINGERPRINTS), JSON.writeValueAsString(document) + "\n");
    } catch (IOException e) {
      throw unreadable(e);
    }
    return version;
  }

  private JsonNode document() {
    try {
      return JSON.readTree(text(FINGERPRINTS).orElse("{}"));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String releasedName(TopicSchema schema, int version) {
    return "released/" + schema.file() + ".v" + version + ".avsc";
  }

  private Optional<String> text(String name) {
    try {
      if (directory != null) {
        Path file = directory.resolve(name);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
      }
      try (InputStream in = SchemaFiles.class.getResourceAsStream("/avro/" + name)) {
        return in == null
            ? Optional.empty()
            : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private TidemarkException missing(String name) {
    return TidemarkException.of(
            ErrorCode.NOT_FOUND,
            "Schema file " + name + " is missing",
            "every topic has one",
            "Name the directory that has it, such as stream/src/main/avro")
        .withDetail("directory", directory);
  }

  private static TidemarkException unreadable(IOException e) {
    return TidemarkException.of(
        ErrorCode.IO_FAILURE,
        "A schema file cannot be read or written",
        String.valueOf(e.getMessage()),
        "Check the directory",
        e);
  }
}
