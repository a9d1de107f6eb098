package dev.tidemark.server;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The served {@code /openapi.json}. */
record ApiDocument(JsonNode document) {

  static ApiDocument of(TestServer server) {
    return new ApiDocument(
        JsonMapper.builder().build().readTree(server.get("/openapi.json", null).body()));
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    JsonNode paths = document.path("paths");
    for (String path : new TreeSet<>(paths.propertyNames())) {
      for (String method : new TreeSet<>(paths.path(path).propertyNames())) {
        operations.add(
            new Operation(method.toUpperCase(Locale.ROOT), path, paths.path(path).path(method)));
      }
    }
    return operations;
  }

  /** One route as it is described. */
  record Operation(String method, String path, JsonNode node) {

    /** Where a real answer differs from the description. */
    Set<String> faults(HttpResponse<String> answer) {
      JsonNode described = node.path("responses").path(Integer.toString(answer.statusCode()));
      if (described.isMissingNode()) {
        return Set.of("status " + answer.statusCode() + " is not described");
      }
      JsonNode content = described.path("content");
      if (content.isMissingNode() || content.isEmpty()) {
        return answer.body().isEmpty() ? Set.of() : Set.of("a body is not described");
      }
      String type =
          answer.headers().firstValue("Content-Type").orElse("none").split(";", 2)[0].strip();
      JsonNode schema = content.path(type).path("schema");
      if (schema.isMissingNode()) {
        return Set.of("type " + type + " is not described");
      }
      String reference = schema.path("$ref").asString("");
      return type.endsWith("json") && !reference.isEmpty()
          ? SchemaCheck.faults(reference.substring(reference.lastIndexOf('/') + 1), answer.body())
          : Set.of();
    }
  }
}
