package dev.tidemark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A published number that is not what production code computes fails its file. */
class TextbookTopicTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private FileResult check(JsonNode root) throws IOException {
    Path file = directory.resolve("02_x.json");
    JSON.writeValue(file.toFile(), root);
    return GoldenRunner.standard().check(file);
  }

  @ParameterizedTest
  @CsvSource({
    "bh, /bh/bh_rejections, 5",
    "bh, /bh/bonferroni_rejections, 4",
    "dsr, /dsr/sr0, 0.1133",
    "dsr, /dsr/dsr, 0.9003",
    "mackinnon_adf_c_asymptotic, /mackinnon_adf_c_asymptotic/p05, -2.86",
    "cusum_arl, /cusum_arl/1/arl0_two_sided, 500",
    "cusum_arl, /cusum_arl/0/arl_shift1, 9",
    "ar1_block, /ar1_block/0/b_sb, 30"
  })
  void aWrongNumberIsNoticed(String part, String pointer, double wrong) throws IOException {
    JsonNode published =
        JSON.readTree(GoldenVectorsTest.VECTORS.resolve("02_textbook.json").toFile());
    ObjectNode root = JSON.createObjectNode();
    root.set(part, published.get(part));
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) root.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), wrong);
    FileResult result = check(root);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.failures()).singleElement().asString().contains("got");
  }

  @Test
  void aPartThatNobodyComputesIsNamed() throws IOException {
    FileResult result = check(JSON.createObjectNode().put("hansen", 1));
    assertThat(result.notBuilt()).containsExactly("hansen");
  }
}
