package dev.tidemark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The runner notices when an expected value is changed or taken away: it can fail. */
class GoldenMutationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MUTATIONS = 25;

  /** A vector file and the fields, as name or outer.name, below which its expected values are. */
  private record Expected(String file, Set<String> fields) {}

  private static final List<Expected> FILES =
      List.of(
          new Expected("01_indicators.json", Set.of("expected", "bar_valid")),
          new Expected(
              "03_rv_vwap_spread.json",
              Set.of(
                  "expected",
                  "expected_vwap",
                  "expected_dev",
                  "expected_trades",
                  "expected_minutes")),
          new Expected(
              "04_bars_from_trades.json",
              Set.of("bars_1s", "bars_1m", "bars_5m", "emissions", "quarantine")),
          new Expected("05_session_buckets.json", Set.of("session", "buckets")),
          new Expected("06_philox.json", Set.of("purpose_codes", "out", "words", "word_1000003")),
          new Expected(
              "07_bootstrap.json",
              Set.of("pw", "result", "first_indices", "restart_threshold_u32")),
          new Expected("08_fdr.json", Set.of("bh", "by", "reject")),
          new Expected(
              "17_spa.json",
              Set.of(
                  "omega2", "rc_stat", "rc_exceed", "rc_p", "spa_stat", "spa_c_exceed", "spa_c_p")),
          new Expected("09_walkforward.json", Set.of("folds", "error")),
          new Expected("10_trades_60bar.json", Set.of("trades")),
          new Expected(
              "12_pit_asof.json", Set.of("queries.seq", "queries.value", "training_join.value")),
          new Expected(
              "13_regime_pulse.json",
              Set.of(
                  "tag", "dir", "vol_rank", "expected", "scores", "available", "aligned", "label")),
          new Expected(
              "14_metrics.json",
              Set.of(
                  "sharpe",
                  "sortino",
                  "max_drawdown",
                  "dd_peak",
                  "dd_trough",
                  "var95",
                  "es95",
                  "var95_k",
                  "var99",
                  "es99",
                  "win_rate",
                  "attributed",
                  "trade_summary",
                  "sr0",
                  "dsr.dsr",
                  "gross",
                  "net",
                  "hhi",
                  "rows")),
          new Expected(
              "16_diagnostics.json",
              Set.of(
                  "half_life",
                  "adf",
                  "vr.vr",
                  "vr.z",
                  "hurst",
                  "psi",
                  "D",
                  "path",
                  "first_alarm",
                  "moments.skew",
                  "moments.kurt")),
          new Expected("18_numfmt.json", Set.of("text")),
          new Expected("19_cep.json", Set.of("large", "alerts")));

  /** One expected value: its parent, and how to reach it there. */
  private record Leaf(JsonNode parent, String name, int index) {

    JsonNode value() {
      return parent instanceof ObjectNode object ? object.get(name) : parent.get(index);
    }

    void set(JsonNode value) {
      if (parent instanceof ObjectNode object) {
        object.set(name, value);
      } else {
        ((ArrayNode) parent).set(index, value);
      }
    }

    void remove() {
      if (parent instanceof ObjectNode object) {
        object.remove(name);
      } else {
        ((ArrayNode) parent).remove(index);
      }
    }
  }

  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> aChangedExpectedValueFails() {
    return mutations("changed", leaf -> leaf.set(changed(leaf.value())));
  }

  @TestFactory
  Stream<DynamicTest> aMissingExpectedValueFails() {
    return mutations("missing", Leaf::remove);
  }

  @Test
  void aChangedRowOfACsvFails() throws IOException {
    List<String> lines =
        new ArrayList<>(
            Files.readAllLines(GoldenVectorsTest.VECTORS.resolve("05_calendar_xnys.csv")));
    lines.set(7, lines.get(7).replace("21:00", "20:59"));
    lines.remove(20);
    Path file = Files.write(directory.resolve("05_calendar_xnys.csv"), lines);
    FileResult result = GoldenRunner.standard().check(file);
    assertThat(result.failed()).isEqualTo(2);
    assertThat(result.failures()).anyMatch(failure -> failure.contains("is not expected"));
  }

  /** An analysis takes long: all its expected values are changed at once, and not one may pass. */
  @Test
  void everyChangedValueOfAnAnalysisFails() throws IOException {
    FileResult result = mutatedAnalysis(leaf -> leaf.set(changed(leaf.value())));
    assertThat(result.passed()).isEqualTo(5 * 80);
  }

  @Test
  void everyMissingValueOfAnAnalysisFails() throws IOException {
    FileResult result =
        mutatedAnalysis(
            leaf -> {
              if (leaf.parent() instanceof ObjectNode) {
                leaf.remove();
              } else {
                leaf.set(changed(leaf.value()));
              }
            });
    assertThat(result.passed()).isEqualTo(5 * 80);
  }

  /** The sessions are inputs too: they stay as they are. */
  private FileResult mutatedAnalysis(Consumer<Leaf> mutation) throws IOException {
    Files.copy(
        GoldenVectorsTest.VECTORS.resolve("11_e2e_bars.csv"), directory.resolve("11_e2e_bars.csv"));
    JsonNode root = JSON.readTree(GoldenVectorsTest.VECTORS.resolve("11_e2e_small.json").toFile());
    List<Leaf> leaves = new ArrayList<>();
    collect(root, "", Set.of("result"), false, leaves);
    leaves.forEach(mutation);
    Path mutant = directory.resolve("11_e2e_small.json");
    JSON.writeValue(mutant.toFile(), root);
    FileResult result = GoldenRunner.standard().check(mutant);
    assertThat(result.failed()).isGreaterThanOrEqualTo(leaves.size() / 2);
    return result;
  }

  private Stream<DynamicTest> mutations(String how, Consumer<Leaf> mutation) {
    return FILES.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.file() + " " + how, () -> everyMutationIsNoticed(file, mutation)));
  }

  private void everyMutationIsNoticed(Expected expected, Consumer<Leaf> mutation)
      throws IOException {
    Path original = GoldenVectorsTest.VECTORS.resolve(expected.file());
    JsonNode untouched = JSON.readTree(original.toFile());
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < MUTATIONS; i++) {
      JsonNode root = untouched.deepCopy();
      List<Leaf> leaves = new ArrayList<>();
      collect(root, "", expected.fields(), false, leaves);
      Leaf leaf = leaves.get(random.nextInt(leaves.size()));
      String before = leaf + " " + leaf.value();
      mutation.accept(leaf);
      Path mutant = directory.resolve(expected.file());
      JSON.writeValue(mutant.toFile(), root);
      FileResult result = GoldenRunner.standard().check(mutant);
      assertThat(result.failed()).as("mutation of %s", before).isPositive();
    }
  }

  private static void collect(
      JsonNode node, String outer, Set<String> fields, boolean inside, List<Leaf> out) {
    if (node.isObject()) {
      node.fieldNames()
          .forEachRemaining(
              name -> {
                boolean expected =
                    inside || fields.contains(name) || fields.contains(outer + "." + name);
                JsonNode child = node.get(name);
                if (expected && child.isValueNode()) {
                  out.add(new Leaf(node, name, -1));
                }
                collect(child, name, fields, expected, out);
              });
    } else {
      for (int i = 0; i < node.size(); i++) {
        if (inside && node.get(i).isValueNode()) {
          out.add(new Leaf(node, "", i));
        }
        collect(node.get(i), outer, fields, inside, out);
      }
    }
  }

  private static JsonNode changed(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(value.textValue() + "1");
    }
    if (value.isBoolean()) {
      return BooleanNode.valueOf(!value.booleanValue());
    }
    if (value.isIntegralNumber()) {
      return LongNode.valueOf(value.longValue() + 1);
    }
    if (value.isNumber()) {
      return DoubleNode.valueOf(value.doubleValue() * 1.0017 + 0.0013);
    }
    return IntNode.valueOf(1);
  }
}
