package dev.tidemark.server.openapi;

import dev.tidemark.analysis.params.ParamsSchema;
import dev.tidemark.core.hash.Sha256;
import dev.tidemark.server.events.EventSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas (2020-12) of all documents on the wire. They are the one description: the API's
 * OpenAPI document contains them, and the tests hold every answer against them.
 */
@Component
public final class Schemas {
  /** Where schemas refer to one another. */
  static final String DEFINITIONS = "#/$defs/";

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final List<String> NAMES =
      List.of(
          "Analysis",
          "AnalysisList",
          "AnalysisSummary",
          "Bars",
          "Batch",
          "BatchRequest",
          "Calendar",
          "Drift",
          "EventsAccepted",
          "FeatureRegistry",
          "Features",
          "Health",
          "LiveAlert",
          "LiveBar",
          "LiveFeatures",
          "LiveStatus",
          "LiveTrade",
          "Manifest",
          "Params",
          "Portfolio",
          "Problem",
          "Result",
          "Schemas",
          "Ticker",
          "Tickers",
          "Trades",
          "Usage",
          "Version",
          "Window",
          "Windows");

  private final Map<String, ObjectNode> byName = new TreeMap<>();
  private final byte[] document;
  private final String hash;

  public Schemas() {
    JsonMapper json = JsonMapper.builder().build();
    ObjectNode request = (ObjectNode) json.readTree(ParamsSchema.document().toString());
    request.remove(List.of("$schema", "$id"));
    byName.put("AnalyzeRequest", request);
    byName.putAll(EventSchemas.byName());
    for (String name : NAMES) {
      byName.put(name, (ObjectNode) json.readTree(read(name)));
    }
    ObjectNode all = json.createObjectNode();
    all.put("$schema", DIALECT);
    ObjectNode definitions = all.putObject("$defs");
    byName.forEach(definitions::set);
    document = json.writeValueAsBytes(all);
    hash = Sha256.hex(document);
  }

  private static byte[] read(String name) {
    String file = "/dev/tidemark/server/schemas/" + name + ".json";
    try (InputStream in = Schemas.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("schema is not there: " + file);
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Schemas by name, referring to one another by {@code #/$defs/<name>}. */
  public Map<String, ObjectNode> byName() {
    return byName;
  }

  /** All of them as one schema document. */
  public byte[] document() {
    return document.clone();
  }

  /** SHA-256 hex of the document. */
  public String hash() {
    return hash;
  }

  /** Member names of a schema, and with a dot those of one of its members. */
  public Set<String> names(String schema, String member, String memberSchema) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : members(schema)) {
      names.add(name);
      if (name.equals(member)) {
        members(memberSchema).forEach(inner -> names.add(member + "." + inner));
      }
    }
    return names;
  }

  private Iterable<String> members(String schema) {
    ObjectNode found = byName.get(schema);
    JsonNode properties = found == null ? null : found.get("properties");
    return properties == null ? List.of() : properties.propertyNames();
  }

  /** The schema as text that refers to the others under another prefix. */
  String text(String name, String prefix) {
    return new String(
            JsonMapper.builder().build().writeValueAsBytes(byName.get(name)),
            StandardCharsets.UTF_8)
        .replace(DEFINITIONS, prefix);
  }
}
