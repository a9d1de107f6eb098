package dev.tidemark.analysis.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void separatesValuesOfNestedContainers() {
    String text =
        new CanonicalJson()
            .beginObject()
            .field("a", 1.50)
            .name("b")
            .beginArray()
            .value(1L)
            .beginArray()
            .endArray()
            .beginObject()
            .endObject()
            .value(true)
            .endArray()
            .field("c", (String) null)
            .field("d", Double.NaN)
            .name("e")
            .beginObject()
            .field("f", -0.0)
            .endObject()
            .field("g", 1e-9)
            .endObject()
            .text();
    assertThat(text)
        .isEqualTo(
            "{\"a\":1.5,\"b\":[1,[],{},true],\"c\":null,\"d\":null,\"e\":{\"f\":0},\"g\":1E-9}");
  }

  @Test
  void infinityIsRefused() {
    assertThatThrownBy(() -> new CanonicalJson().value(Double.POSITIVE_INFINITY))
        .hasMessageContaining("not finite");
  }

  @Test
  void aLoneSurrogateIsEscaped() {
    assertThat(new CanonicalJson().value("a\ud800b\ude00\ud83d\ude00").text())
        .isEqualTo("\"a\\ud800b\\ude00\ud83d\ude00\"");
  }

  @Property(tries = 300)
  void anyTextIsReadBack(@ForAll String text) throws Exception {
    byte[] bytes = new CanonicalJson().beginArray().value(text).endArray().bytes();
    assertThat(StrictJson.tree(bytes).get(0).textValue()).isEqualTo(text);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .doesNotContain("\ufffd\ufffd\ufffd\ufffd\ufffd");
  }
}
