package dev.tidemark.lake.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Actions as lines of JSON, by the Delta protocol. */
final class ActionCodec {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ActionCodec() {}

  // ---- reading

  /** Parses one line; {@link IllegalArgumentException} when it is not an action. */
  static Action parse(String line) {
    JsonNode node;
    try {
      node = LogJson.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    for (Map.Entry<String, JsonNode> e : node.properties()) {
      JsonNode body = e.getValue();
      if (body.isNull()) {
        continue;
      }
      return switch (e.getKey()) {
        case "add" -> new Action.Add(file(body));
        case "remove" ->
            new Action.Remove(
                file(body),
                body.path("deletionTimestamp").asLong(0),
                body.path("dataChange").asBoolean(true));
        case "txn" -> new Action.SetTxn(text(body, "appId"), number(body, "version"));
        case "metaData" -> metadata(body);
        case "protocol" ->
            new Action.Protocol(
                (int) number(body, "minReaderVersion"),
                (int) number(body, "minWriterVersion"),
                names(body.path("readerFeatures")),
                names(body.path("writerFeatures")));
        case "commitInfo" -> commitInfo(body);
        default -> new Action.Other(e.getKey());
      };
    }
    throw new IllegalArgumentException("a line without an action");
  }

  private static DataFile file(JsonNode body) {
    return new DataFile(
        text(body, "path"),
        nullableStrings(body.path("partitionValues")),
        body.path("size").asLong(0),
        body.path("modificationTime").asLong(0),
        body.path("dataChange").asBoolean(true),
        new StatsText(textOrNull(body.path("stats"))),
        strings(body.path("tags")),
        deletions(body.path("deletionVector")));
  }

  private static @Nullable DeletionVector deletions(JsonNode node) {
    if (!node.isObject()) {
      return null;
    }
    JsonNode offset = node.get("offset");
    return new DeletionVector(
        text(node, "storageType"),
        text(node, "pathOrInlineDv"),
        offset == null || offset.isNull() ? null : (Integer) offset.intValue(),
        (int) number(node, "sizeInBytes"),
        number(node, "cardinality"));
  }

  private static Action metadata(JsonNode body) {
    return new Action.TableMetadata(
        text(body, "id"),
        textOrNull(body.path("name")),
        textOrNull(body.path("description")),
        text(body, "schemaString"),
        List.copyOf(names(body.path("partitionColumns"))),
        strings(body.path("configuration")),
        body.path("createdTime").asLong(0));
  }

  private static Action commitInfo(JsonNode body) {
    JsonNode inCommit = body.get("inCommitTimestamp");
    return new Action.CommitInfo(
        body.path("timestamp").asLong(0),
        inCommit == null || inCommit.isNull() ? null : (Long) inCommit.longValue(),
        body.path("operation").asText(""),
        strings(body.path("operationParameters")),
        strings(body.path("operationMetrics")),
        textOrNull(body.path("userMetadata")),
        body.path("engineInfo").asText(""),
        body.path("isBlindAppend").asBoolean(false));
  }

  private static String text(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("an action without " + name);
    }
    return value.textValue();
  }

  private static long number(JsonNode body, String name) {
    JsonNode value = body.get(name);
    if (value == null || !value.isIntegralNumber()) {
      throw new IllegalArgumentException("an action without " + name);
    }
    return value.longValue();
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static Set<String> names(JsonNode node) {
    Set<String> out = new LinkedHashSet<>();
    node.forEach(n -> out.add(n.asText()));
    return out;
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> out = new TreeMap<>();
    node.properties()
        .forEach(
            e -> {
              JsonNode value = e.getValue();
              if (!value.isNull()) {
                out.put(e.getKey(), value.isTextual() ? value.textValue() : value.toString());
              }
            });
    return out;
  }

  private static Map<String, @Nullable String> nullableStrings(JsonNode node) {
    Map<String, @Nullable String> out = new TreeMap<>();
    node.properties().forEach(e -> out.put(e.getKey(), textOrNull(e.getValue())));
    return out;
  }

  // ---- writing

  static String format(Action action) {
    ObjectNode line = NODES.objectNode();
    switch (action) {
      case Action.Add add -> line.set("add", addNode(add.file()));
      case Action.Remove remove -> line.set("remove", removeNode(remove));
      case Action.SetTxn txn ->
          line.set(
              "txn", NODES.objectNode().put("appId", txn.appId()).put("version", txn.version()));
      case Action.TableMetadata metadata -> line.set("metaData", metadataNode(metadata));
      case Action.Protocol protocol -> line.set("protocol", protocolNode(protocol));
      case Action.CommitInfo info -> line.set("commitInfo", commitInfoNode(info));
      case Action.Other other ->
          throw new IllegalArgumentException("cannot write an action of kind " + other.kind());
    }
    return line.toString();
  }

  private static ObjectNode addNode(DataFile file) {
    ObjectNode node = NODES.objectNode();
    node.put("path", file.path());
    node.set("partitionValues", object(file.partitionValues()));
    node.put("size", file.size());
    node.put("modificationTime", file.modificationTime());
    node.put("dataChange", file.dataChange());
    if (file.stats().json() != null) {
      node.put("stats", file.stats().json());
    }
    if (!file.tags().isEmpty()) {
      node.set("tags", object(file.tags()));
    }
    putDeletions(node, file.deletions());
    return node;
  }

  private static ObjectNode removeNode(Action.Remove remove) {
    ObjectNode node = NODES.objectNode();
    node.put("path", remove.file().path());
    node.put("deletionTimestamp", remove.deletionTimestamp());
    node.put("dataChange", remove.dataChange());
    node.put("extendedFileMetadata", true);
    node.set("partitionValues", object(remove.file().partitionValues()));
    node.put("size", remove.file().size());
    putDeletions(node, remove.file().deletions());
    return node;
  }

  private static void putDeletions(ObjectNode node, @Nullable DeletionVector deletions) {
    if (deletions != null) {
      ObjectNode body = NODES.objectNode();
      body.put("storageType", deletions.storageType());
      body.put("pathOrInlineDv", deletions.pathOrInline());
      if (deletions.offset() != null) {
        body.put("offset", deletions.offset());
      }
      body.put("sizeInBytes", deletions.sizeInBytes());
      body.put("cardinality", deletions.cardinality());
      node.set("deletionVector", body);
    }
  }

  private static ObjectNode metadataNode(Action.TableMetadata metadata) {
    ObjectNode node = NODES.objectNode();
    node.put("id", metadata.id());
    if (metadata.name() != null) {
      node.put("name", metadata.name());
    }
    if (metadata.description() != null) {
      node.put("description", metadata.description());
    }
    node.set(
        "format", NODES.objectNode().put("provider", "parquet").set("options", NODES.objectNode()));
    node.put("schemaString", metadata.schema());
    node.set("partitionColumns", array(metadata.partitionColumns()));
    node.set("configuration", object(metadata.configuration()));
    node.put("createdTime", metadata.createdTime());
    return node;
  }

  private static ObjectNode protocolNode(Action.Protocol protocol) {
    ObjectNode node = NODES.objectNode();
    node.put("minReaderVersion", protocol.minReader());
    node.put("minWriterVersion", protocol.minWriter());
    if (protocol.minReader() >= 3) {
      node.set("readerFeatures", array(protocol.readerFeatures()));
    }
    if (protocol.minWriter() >= 7) {
      node.set("writerFeatures", array(protocol.writerFeatures()));
    }
    return node;
  }

  private static ObjectNode commitInfoNode(Action.CommitInfo info) {
    ObjectNode node = NODES.objectNode();
    if (info.inCommitTimestamp() != null) {
      node.put("inCommitTimestamp", info.inCommitTimestamp());
    }
    node.put("timestamp", info.timestamp());
    node.put("operation", info.operation());
    node.set("operationParameters", object(info.parameters()));
    node.put("isBlindAppend", info.blindAppend());
    node.set("operationMetrics", object(info.metrics()));
    if (info.userMetadata() != null) {
      node.put("userMetadata", info.userMetadata());
    }
    node.put("engineInfo", info.engine());
    return node;
  }

  private static ObjectNode object(Map<String, ? extends @Nullable String> map) {
    ObjectNode node = NODES.objectNode();
    map.forEach(node::put);
    return node;
  }

  private static ArrayNode array(Collection<String> names) {
    ArrayNode node = NODES.arrayNode();
    List<String> all = new ArrayList<>(names);
    all.forEach(node::add);
    return node;
  }
}
