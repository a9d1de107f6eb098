package dev.tidemark.analysis.params;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.analysis.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is sent, the answer is parameters or problems, and the schema agrees. */
class AnyRequestTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "-1",
          "1",
          "5",
          "2.5",
          "20",
          "60",
          "1e2",
          "1e400",
          "-1e-400",
          "1e99999",
          "99999999999999999999",
          "\"\"",
          "\"auto\"",
          "\"MON\"",
          "\"5m\"",
          "\"XNYS\"",
          "\"2022-01-03\"",
          "\"2023-12-29\"",
          "\"9999-99-99\"",
          "\"QUOTES\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[[1]]",
          "[{}]",
          "[\"TUE\",\"WED\"]",
          "{\"lookback\":1e9}");

  @Property(tries = 3000)
  void anyBytesAreAnswered(@ForAll byte[] body) {
    ParamsReading reading = new ParamsReader(Requests::stored, RequestRules.plan(2)).read(body);
    assertThat(reading).isInstanceOf(ParamsReading.Rejected.class);
  }

  @Property(tries = 3000)
  void aDamagedRequestIsAnsweredAsTheSchemaSays(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    JsonNode request =
        StrictJson.tree(
            ParamsJson.bytes(Requests.accepted(Requests.SMALLEST).withSeed(random.nextLong())));
    for (int i = random.nextInt(4); i >= 0; i--) {
      damage((ObjectNode) request, random);
    }
    byte[] body = request.toString().getBytes(StandardCharsets.UTF_8);
    ParamsReading reading = new ParamsReader(Requests::stored, RequestRules.plan(2)).read(body);
    boolean valid = SchemaCheck.valid(StrictJson.tree(body), ParamsSchema.document());
    if (reading instanceof ParamsReading.Rejected rejected) {
      assertThat(rejected.problems()).isNotEmpty();
      assertThat(rejected.problems())
          .allSatisfy(
              problem -> {
                assertThat(problem.detail()).isNotBlank().hasSizeLessThan(400);
                assertThat(problem.hint()).isNotBlank().hasSizeLessThan(400);
                assertThat(problem.pointer()).matches("(/.*)?");
              });
      if (valid) {
        assertThat(rejected.problems())
            .as("what no schema can say")
            .allMatch(AnyRequestTest::cross);
      }
    } else {
      assertThat(valid).as("accepted, hence valid: %s", request).isTrue();
    }
  }

  /** Problems that involve several fields, the calendar or the data. */
  private static boolean cross(ParamProblem problem) {
    return problem.reason() != Reason.INVALID_PARAM && problem.reason() != Reason.UNKNOWN_FIELD
        || problem.pointer().matches("/grid/\\d+/(exit|stop)")
        || problem.pointer().matches("/horizon/(start|end)")
        || problem.pointer().matches("/windows/(bin_minutes|days/\\d+)")
        || problem.pointer().equals("/bootstrap/block");
  }

  private static void damage(ObjectNode root, Random random) throws Exception {
    List<ObjectNode> objects = new ArrayList<>();
    collect(root, objects);
    ObjectNode target = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    target.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
    String value = VALUES.get(random.nextInt(VALUES.size()));
    switch (random.nextInt(8)) {
      case 0 -> target.remove(name);
      case 1 -> target.set(name + random.nextInt(3), JsonNodeFactory.instance.nullNode());
      default ->
          target.set(
              name, StrictJson.tree(("[" + value + "]").getBytes(StandardCharsets.UTF_8)).get(0));
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
        collect(children.next(), objects);
      }
    }
  }
}
