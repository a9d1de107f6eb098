package dev.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.server.openapi.Schemas;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API is what the API does. */
class OpenApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestServer server = TestServer.get();
  private final ApiDocument api = ApiDocument.of(server);

  @Test
  void itDescribesEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    api.operations()
        .forEach(operation -> described.add(operation.method() + " " + operation.path()));
    Set<String> routes = new TreeSet<>(Routes.of(server.server).keySet());
    routes.removeIf(route -> route.contains("/openapi.json"));

    assertThat(described).isEqualTo(routes);
    assertThat(api.document().path("openapi").asString()).startsWith("3.1");
  }

  @Test
  void itsSchemasAreTheOnesThatAreServed() {
    new Schemas()
        .byName()
        .forEach(
            (name, schema) ->
                assertThat(sorted(api.document().path("components").path("schemas").path(name)))
                    .as(name)
                    .isEqualTo(
                        sorted(
                            JSON.readTree(
                                schema.toString().replace("#/$defs/", "#/components/schemas/")))));
  }

  /** Order of members and of required names says nothing. */
  private static String sorted(JsonNode node) {
    if (node.isObject()) {
      StringBuilder text = new StringBuilder("{");
      new TreeSet<>(node.propertyNames())
          .forEach(
              name ->
                  text.append(name)
                      .append('=')
                      .append(
                          name.equals("required") && node.get(name).isArray()
                              ? new TreeSet<>(texts(node.get(name)))
                              : sorted(node.get(name)))
                      .append(';'));
      return text.append('}').toString();
    }
    if (node.isArray()) {
      return texts(node).toString();
    }
    return node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node + "";
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(sorted(item)));
    return texts;
  }

  @TestFactory
  List<DynamicTest> realAnswersAreWhatItSays() {
    String done = server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("AAPL")));
    String queued =
        server.idOf(server.post("/v1/analyze", server.anna, TestServer.request("SLOW")));
    List<DynamicTest> tests = new ArrayList<>();
    for (ApiDocument.Operation operation : api.operations()) {
      for (String id : new String[] {done, queued, "none"}) {
        String name = operation.method() + " " + Routes.path(operation.path(), id);
        tests.add(DynamicTest.dynamicTest(name, () -> conforms(operation, id)));
      }
    }
    return tests;
  }

  private void conforms(ApiDocument.Operation operation, String id) {
    String path = Routes.path(operation.path(), id);
    HttpResponse<String> answer =
        operation.method().equals("POST")
            ? server.post(
                path,
                server.anna,
                path.contains("batch")
                    ? "{\"requests\":[" + TestServer.request("AAPL") + "]}"
                    : TestServer.request(id.equals("none") ? "NONE" : "AAPL"))
            : server.send(operation.method(), path, server.anna, null);
    assertThat(operation.faults(answer)).as(answer.statusCode() + " " + answer.body()).isEmpty();
  }

  @Test
  void everyOperationIsExplainedAndNamed() {
    Set<String> ids = new TreeSet<>();
    for (ApiDocument.Operation operation : api.operations()) {
      assertThat(operation.node().path("summary").asString("")).as(operation.path()).isNotBlank();
      ids.add(operation.node().path("operationId").asString(""));
    }
    assertThat(ids).doesNotContain("").hasSameSizeAs(api.operations());
  }
}
