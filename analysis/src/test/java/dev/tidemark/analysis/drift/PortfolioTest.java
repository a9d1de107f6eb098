package dev.tidemark.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.analysis.params.FalseDiscovery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortfolioTest {
  private static final FalseDiscovery BH_10 = new FalseDiscovery(FalseDiscovery.Method.BH, 0.1);

  /** Golden 08: the family is the same however it is cut into analyses. */
  @Test
  void theUnionIsOneFamily() throws IOException {
    JsonNode cases =
        new ObjectMapper()
            .readTree(
                Path.of(System.getProperty("project.root"), "golden/src/main/golden/08_fdr.json")
                    .toFile())
            .get("cases");
    assertThat(cases).isNotEmpty();
    for (JsonNode vector : cases) {
      List<Portfolio.Candidate> family = new ArrayList<>();
      for (int i = 0; i < vector.get("p").size(); i++) {
        family.add(candidate("analysis-" + i % 3, i, vector.get("p").get(i).doubleValue(), 0));
      }
      List<Portfolio.Decided> decided = Portfolio.decide(family, BH_10);
      for (int i = 0; i < decided.size(); i++) {
        assertThat(decided.get(i).candidate()).isEqualTo(family.get(i));
        assertThat(decided.get(i).qBh())
            .isCloseTo(vector.get("bh").get(i).doubleValue(), within(1e-12));
        assertThat(decided.get(i).qBy())
            .isCloseTo(vector.get("by").get(i).doubleValue(), within(1e-12));
        assertThat(decided.get(i).pass()).isEqualTo(decided.get(i).qBh() <= 0.1);
      }
    }
  }

  @Test
  void whatPassesAloneNeedNotPassAmongAll() {
    List<Portfolio.Candidate> alone =
        List.of(candidate("a", 0, 0.02, 1), candidate("a", 1, 0.9, 1));
    assertThat(Portfolio.decide(alone, BH_10).getFirst().pass()).isTrue();
    List<Portfolio.Candidate> all = new ArrayList<>(alone);
    for (int i = 0; i < 30; i++) {
      all.add(candidate("b", i, 0.5 + i / 100.0, 1));
    }
    assertThat(Portfolio.decide(all, BH_10).getFirst().pass()).isFalse();
  }

  @Test
  void yekutieliIsStricterAndTheRankingIsByTheLowerBound() {
    List<Portfolio.Candidate> family =
        List.of(
            candidate("a", 0, 0.001, 1), candidate("b", 0, 0.002, 3), candidate("c", 0, 0.08, 2));
    assertThat(Portfolio.ranked(Portfolio.decide(family, BH_10)))
        .extracting(d -> d.candidate().analysis())
        .containsExactly("b", "c", "a");
    assertThat(
            Portfolio.ranked(
                Portfolio.decide(family, new FalseDiscovery(FalseDiscovery.Method.BY, 0.1))))
        .extracting(d -> d.candidate().analysis())
        .containsExactly("b", "a");
    assertThat(Portfolio.decide(List.of(), BH_10)).isEmpty();
  }

  private static Portfolio.Candidate candidate(String analysis, int cell, double p, double lo90) {
    return new Portfolio.Candidate(analysis, "ACME", cell, 30, p, lo90);
  }
}
