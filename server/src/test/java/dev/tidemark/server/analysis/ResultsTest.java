package dev.tidemark.server.analysis;

import static dev.tidemark.server.analysis.TestAnalyses.ANNA;
import static dev.tidemark.server.analysis.TestAnalyses.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Results as they are read: windows, trades, files. */
class ResultsTest {
  private static final String BY_DAY =
      request("REVERT").replace("\"mode\":\"ALL_DAYS\"", "\"mode\":\"EACH_DAY\"");

  @Test
  void windowsAreFilteredSortedAndCutToFieldsAndPages() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView view = test.finished(test.submit(ANNA, BY_DAY));
      JsonNode body =
          new JsonMapper().readTree(SubmissionTest.artifact(test, view, ArtifactName.RESULT));
      List<Integer> ranked = new ArrayList<>();
      body.path("windows_ranked").forEach(window -> ranked.add(window.path("cell").intValue()));
      assertThat(ranked).isNotEmpty();

      JsonNode all = windows(test, view, query("rank", false, null, null, List.of(), 1, 100));
      assertThat(all.path("total").intValue()).isEqualTo(10);
      List<Integer> cells = cells(all);
      assertThat(cells.subList(0, ranked.size())).isEqualTo(ranked);
      assertThat(cells.subList(ranked.size(), 10)).isSorted();
      assertThat(all.path("windows").get(0).path("rank").intValue()).isEqualTo(1);

      JsonNode trades = windows(test, view, query("n_trades", true, 3, null, List.of(), 1, 100));
      List<Integer> counts = new ArrayList<>();
      trades.path("windows").forEach(window -> counts.add(window.path("n_trades").intValue()));
      assertThat(counts).isSortedAccordingTo((a, b) -> b - a).allMatch(n -> n >= 3);

      JsonNode significant =
          windows(test, view, query("fdr_q", false, null, 0.10, List.of("dow", "fdr_q"), 1, 100));
      assertThat(significant.path("windows")).isNotEmpty();
      for (JsonNode window : significant.path("windows")) {
        assertThat(window.size()).isEqualTo(2);
        assertThat(window.path("fdr_q").doubleValue()).isLessThanOrEqualTo(0.10);
      }

      WindowsQuery mondays =
          new WindowsQuery(
              "rank", false, null, null, Set.of(DayOfWeek.MONDAY), List.of(), new PageQuery(2, 1));
      JsonNode second = windows(test, view, mondays);
      assertThat(second.path("total").intValue()).isEqualTo(2);
      assertThat(second.path("windows")).hasSize(1);
      assertThat(second.path("windows").get(0).path("dow").asText()).isEqualTo("MON");
    }
  }

  @Test
  void windowsAreWrittenAsTheBodyHasThem() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView view = test.finished(test.submit(ANNA, BY_DAY));
      String body =
          new String(
              SubmissionTest.artifact(test, view, ArtifactName.RESULT), StandardCharsets.UTF_8);
      Lookup<Content> found =
          test.service.windows(
              "anna", view.analysisId(), query("cell", false, null, null, List.of(), 1, 100));
      String page;
      try (var in = ((Lookup.Found<Content>) found).value().open()) {
        page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      String cells = body.substring(body.indexOf("\"cells\":[") + 9);
      for (String cell : cells.substring(0, cells.indexOf("],\"pooled\"")).split("},\\{\"cell\"")) {
        String text = cell.replaceFirst("^\\{\"cell\"", "").replaceFirst("}$", "");
        assertThat(page).contains("\"cell\"" + text);
      }
    }
  }

  @Test
  void unknownFieldsAreRefusedWithThoseThatThereAre() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView view = test.finished(test.submit(ANNA, BY_DAY));
      for (WindowsQuery wrong :
          List.of(
              query("nonsense", false, null, null, List.of(), 1, 10),
              query("window", false, null, null, List.of(), 1, 10),
              query("rank", false, null, null, List.of("nonsense"), 1, 10))) {
        Lookup<Content> refused = test.service.windows("anna", view.analysisId(), wrong);
        assertThat(refused).isInstanceOf(Lookup.Refused.class);
        assertThat(((Lookup.Refused<Content>) refused).rejection().hint()).contains("mean_net_bp");
      }
    }
  }

  @Test
  void tradesAreThoseOfTheTableInPages() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView view = test.finished(test.submit(ANNA, request("REVERT")));
      String table =
          new String(
              SubmissionTest.artifact(test, view, ArtifactName.TRADES), StandardCharsets.UTF_8);
      JsonNode page =
          BatchTest.json(test.service.trades("anna", view.analysisId(), new PageQuery(2, 5)));
      assertThat(page.path("total").longValue()).isEqualTo(table.lines().count() - 1);
      assertThat(page.path("trades")).hasSize(5);
      JsonNode sixth = page.path("trades").get(0);
      assertThat(sixth.path("trade").intValue()).isEqualTo(6);
      assertThat(sixth.path("direction").asText()).isIn("LONG", "SHORT");
      assertThat(sixth.path("net").isNumber()).isTrue();
      assertThat(sixth.path("imputed").isBoolean()).isTrue();
      assertThat(
              BatchTest.json(
                      test.service.trades(
                          "anna", view.analysisId(), new PageQuery(Integer.MAX_VALUE, 1000)))
                  .path("trades"))
          .isEmpty();
    }
  }

  @Test
  void everyArtifactIsThereWithItsTypeAndHash() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      test.finished(test.submit(ANNA, request("REVERT")));
      AnalysisView cached = test.submit(ANNA, request("REVERT"));
      for (ArtifactName name : ArtifactName.values()) {
        Lookup<Content> found = test.service.artifact("anna", cached.analysisId(), name);
        assertThat(found).as(name.file()).isInstanceOf(Lookup.Found.class);
        Content content = ((Lookup.Found<Content>) found).value();
        byte[] bytes;
        try (var in = content.open()) {
          bytes = in.readAllBytes();
        }
        assertThat(content.length()).isEqualTo(bytes.length).isPositive();
        assertThat(content.hash()).isEqualTo(Sha256.hex(bytes));
        assertThat(content.mediaType()).isEqualTo(name.mediaType());
      }
    }
  }

  @Test
  void driftJudgesThePassingWindowsOnWhatCameAfter() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView view = test.finished(test.submit(ANNA, request("REVERT")));
      JsonNode recent = BatchTest.json(test.service.drift("anna", view.analysisId()));
      assertThat(recent.path("live_start").asText()).isEqualTo("2023-07-03");
      assertThat(recent.path("live_end").asText()).isEqualTo("2023-12-29");
      assertThat(recent.path("windows")).isNotEmpty();
      assertThat(recent.path("windows").get(0).path("flag").asText()).isEqualTo("NONE");
      assertThat(recent.path("windows").get(0).path("n_trades").intValue()).isPositive();
      assertThat(test.computed).hasValue(1);

      try (TestAnalyses later = test.restarted()) {
        assertThat(BatchTest.json(later.service.drift("anna", view.analysisId())))
            .as("computed again from the manifest")
            .isEqualTo(recent);
      }
      AnalysisView whole =
          test.finished(test.submit(ANNA, request("REVERT").replace("06-30", "12-29")));
      assertThat(test.service.drift("anna", whole.analysisId())).isInstanceOf(Lookup.Refused.class);
    }
  }

  @Test
  void aDamagedBodyIsNeverServed() throws Exception {
    try (TestAnalyses test = new TestAnalyses()) {
      test.work("one");
      AnalysisView view = test.finished(test.submit(ANNA, request("REVERT")));
      Files.writeString(
          test.objects.resolve(ArtifactName.RESULT.key(view.analysisId())), "{\"cells\":[]}");
      assertThatThrownBy(() -> test.service.envelope(view))
          .hasMessageContaining("stored result is damaged");
    }
  }

  private static WindowsQuery query(
      String sort,
      boolean descending,
      @Nullable Integer minTrades,
      @Nullable Double maxFdr,
      List<String> fields,
      int page,
      int size) {
    return new WindowsQuery(
        sort, descending, minTrades, maxFdr, Set.of(), fields, new PageQuery(page, size));
  }

  private static JsonNode windows(TestAnalyses test, AnalysisView view, WindowsQuery query)
      throws Exception {
    return BatchTest.json(test.service.windows("anna", view.analysisId(), query));
  }

  private static List<Integer> cells(JsonNode page) {
    List<Integer> cells = new ArrayList<>();
    page.path("windows").forEach(window -> cells.add(window.path("cell").intValue()));
    return cells;
  }
}
