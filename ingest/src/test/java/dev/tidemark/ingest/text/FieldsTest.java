package dev.tidemark.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

  private static List<String> split(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    FieldSplitter splitter = new FieldSplitter(',');
    int count = splitter.split(bytes, 0, bytes.length);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = splitter.from(i);
      out.add(new String(bytes, from, splitter.to(i) - from, StandardCharsets.UTF_8));
    }
    return out;
  }

  private static JsonFields json(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonFields fields = new JsonFields();
    assertThat(fields.read(bytes, 0, bytes.length)).isTrue();
    return fields;
  }

  private static int find(JsonFields fields, String key) {
    return fields.find(key.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void splitsFieldsAndKeepsEmptyOnes() {
    assertThat(split("a,,c,")).containsExactly("a", "", "c", "");
    assertThat(split("")).containsExactly("");
  }

  @Test
  void quotedFieldsMayHoldDelimitersAndQuotes() {
    assertThat(split("\"a,b\",\"c\"\"d\",e")).containsExactly("a,b", "c\"\"d", "e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a", "\"a\"b,c", "x,\""})
  void refusesUnbalancedQuotes(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(new FieldSplitter(',').split(bytes, 0, bytes.length)).isEqualTo(-1);
  }

  @Test
  void findsMembersAndSkipsNestedValues() {
    JsonFields fields =
        json(" {\"a\":1, \"b\":\"x,\\\"y}\",\"c\":{\"d\":[1,{\"e\":2}]},\"f\":true} ");
    assertThat(fields.count()).isEqualTo(4);
    assertThat(fields.string(find(fields, "a"))).isEqualTo("1");
    assertThat(fields.isText(find(fields, "b"))).isTrue();
    assertThat(fields.string(find(fields, "c"))).isEqualTo("{\"d\":[1,{\"e\":2}]}");
    assertThat(fields.is(find(fields, "f"), "true".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(find(fields, "e")).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{\"a\":[1}",
        "{a:1}",
        "{\"a\":\"x}",
        "{\"a\":{]}}",
        "null"
      })
  void refusesWhatIsNoObject(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(new JsonFields().read(bytes, 0, bytes.length)).isFalse();
  }

  @Property(tries = 2000)
  void randomBytesNeverThrow(@ForAll @Size(max = 60) byte[] bytes) {
    new JsonFields().read(bytes, 0, bytes.length);
    new JsonFields().skipValue(bytes, 0, bytes.length);
    assertThat(new FieldSplitter(',').split(bytes, 0, bytes.length)).isGreaterThanOrEqualTo(-1);
  }

  @Property(tries = 500)
  void damagedObjectsNeverThrow(@ForAll @Size(min = 1, max = 3) int[] cuts) {
    String text = "{\"stream\":\"x@trade\",\"data\":{\"e\":\"trade\",\"T\":1,\"p\":\"1.5\"}}";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int cut : cuts) {
      bytes[Math.floorMod(cut, bytes.length)] = (byte) cut;
    }
    new JsonFields().read(bytes, 0, bytes.length);
  }
}
