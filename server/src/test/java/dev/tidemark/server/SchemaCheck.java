package dev.tidemark.server;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tidemark.server.openapi.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Holds documents against the schemas that are served, with a validator that is not ours. */
public final class SchemaCheck {
  private static final String ALL = new String(new Schemas().document(), StandardCharsets.UTF_8);
  private static final Map<String, JsonSchema> BY_NAME = new ConcurrentHashMap<>();

  private SchemaCheck() {}

  /** What is wrong with the document; empty if nothing is. */
  public static Set<String> faults(String schema, String document) {
    Set<String> faults = new TreeSet<>();
    BY_NAME
        .computeIfAbsent(schema, SchemaCheck::schema)
        .validate(document, InputFormat.JSON)
        .forEach(message -> faults.add(message.getMessage()));
    return faults;
  }

  private static JsonSchema schema(String name) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema("{\"$ref\":\"#/$defs/" + name + "\"," + ALL.substring(1));
  }
}
