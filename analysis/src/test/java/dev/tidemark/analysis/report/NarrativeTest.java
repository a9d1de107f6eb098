package dev.tidemark.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.analysis.result.CellResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NarrativeTest {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

  @Test
  void everyNumberIsOneOfTheResult() throws Exception {
    for (AnalysisResult result : List.of(SampleResult.of(), nothingFound())) {
      Set<String> known = new HashSet<>(Set.of("90")); // the level of the interval's name
      collect(StrictJson.tree(ResultBody.of(result, ResultBodyTest.VERSIONS).bytes()), known);
      Matcher numbers = NUMBER.matcher(prose(text(result)));
      int count = 0;
      while (numbers.find()) {
        count++;
        assertThat(known).as("number %s in the text", numbers.group()).contains(numbers.group());
      }
      assertThat(count).isGreaterThan(25);
    }
  }

  @Test
  void aFindingIsToldWithItsEvidence() {
    assertThat(text(SampleResult.of()))
        .startsWith("# ACME, 1h bars: does it revert?\n\n**1 of 2 tested windows survives FDR")
        .contains("### 1. MON 09:30-13:30\n")
        .contains("2 trades in 2 sessions: 12.5 bp net per trade (14.5 bp before costs), 50 % won")
        .contains("between 2.5 and 20 bp (90 % interval)")
        .contains("p = 0.001 (block bootstrap). Predictability: p = 0.005")
        .contains("q = 0.01, under any dependence 0.015")
        .contains("break-even at 7.25 bp per side; at twice the costs 10.5 bp")
        .contains("nothing is known of them, in either direction")
        .contains("chance alone explains it")
        .contains("many tickers should judge them as one portfolio")
        .contains("Warning LOW_COVERAGE");
  }

  @Test
  void nothingFoundIsSaidPlainly() {
    assertThat(text(nothingFound()))
        .contains("**No window survives FDR control at q = 0.1.**")
        .contains("smallest p among the 2 tested windows is 0.8")
        .contains("which is no evidence")
        .contains("Nothing that could be told from chance.")
        .doesNotContain("### 1.");
  }

  @Test
  void theLocaleDoesNotMatter() {
    String expected = text(SampleResult.of());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      assertThat(text(SampleResult.of())).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** The passing cell fails as well. */
  private static AnalysisResult nothingFound() {
    AnalysisResult r = ResultBodyTest.withoutTopWindows(SampleResult.of());
    List<CellResult> cells =
        r.cells().stream()
            .map(
                c ->
                    new CellResult(
                        c.cell(),
                        c.day(),
                        c.bin(),
                        c.sessions(),
                        c.trades(),
                        c.status() == CellResult.Status.PASS ? CellResult.Status.FAIL : c.status(),
                        c.statistics(),
                        c.cell() == 0 ? SampleResult.FAILED : c.evidence(),
                        c.years(),
                        c.costs(),
                        c.drift()))
            .toList();
    return new AnalysisResult(
        r.params(),
        r.bars(),
        r.binsPerDay(),
        r.folds(),
        r.trades(),
        cells,
        r.pooled(),
        List.of(),
        r.tested(),
        r.oosSessions(),
        r.oosSignals(),
        r.family(),
        r.diagnostics(),
        r.imputedShare(),
        r.pathDraws(),
        r.warnings());
  }

  /** Without names that hold digits: dates, windows, headings' ranks, the timeframe. */
  private static String prose(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\d", "")
        .replaceAll("\\d\\d:\\d\\d-\\d\\d:\\d\\d", "")
        .replaceAll("(?m)^### \\d+\\.", "")
        .replaceAll("(?m)^# .*$", "")
        .replaceAll("(?m)^- Warning .*$", "");
  }

  private static void collect(JsonNode node, Set<String> known) {
    if (node.isNumber()) {
      known.add(Digits.three(node.doubleValue()));
      known.add(Digits.three(node.doubleValue() * 100));
    }
    node.elements().forEachRemaining(child -> collect(child, known));
  }

  private static String text(AnalysisResult result) {
    return new String(Narrative.bytes(result), StandardCharsets.UTF_8);
  }
}
