package dev.tidemark.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.analysis.calibrate.Section.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final MutantVerdict CAUGHT =
      new MutantVerdict("fault", "a fault", "a check", true, false, "1 against 0");

  private static CalibrationReport report(double share, MutantVerdict mutant) {
    return new CalibrationReport(
        CalibrationForm.FULL,
        -1,
        List.of(
            new Section(
                "noise",
                "Noise",
                "Nothing.",
                List.of(
                    new Column("market", "market", Format.TEXT),
                    new Column("share", "share", Format.PERCENT)),
                List.of(List.of("walk", share)),
                List.of(Check.atMost("any", "any", share, Format.PERCENT, 0.15, "a rule")),
                List.of(new Section.Seeds("walk", List.of(-1L, 2L))))),
        List.of(mutant));
  }

  private static MutantVerdict mutant(boolean caught, boolean alarm) {
    return new MutantVerdict("fault", "a fault", "a check", caught, alarm, "seen");
  }

  @Test
  void bounds_are_inclusive_and_a_missing_figure_keeps_none() {
    assertThat(report(0.15, CAUGHT).ok()).isTrue();
    assertThat(report(0.1500001, CAUGHT).ok()).isFalse();
    assertThat(report(Double.NaN, CAUGHT).ok()).isFalse();
  }

  @Test
  void a_survivor_and_a_false_alarm_fail_the_report() {
    assertThat(report(0.1, mutant(false, false)).ok()).isFalse();
    assertThat(report(0.1, mutant(true, true)).ok()).isFalse();
  }

  @Test
  void the_document_has_what_it_says() throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(ReportJson.of(report(0.2, CAUGHT)));
    assertThat(json.get("schema").asText()).isEqualTo("tidemark/calibration/1");
    assertThat(json.get("form").asText()).isEqualTo("full");
    assertThat(json.get("seed").asText()).isEqualTo("18446744073709551615");
    assertThat(json.get("ok").asBoolean()).isFalse();
    assertThat(json.at("/bounds/0/low").isNull()).isTrue();
    assertThat(json.at("/bounds/0/high").asDouble()).isEqualTo(0.15);
    assertThat(json.at("/bounds/0/ok").asBoolean()).isFalse();
    assertThat(json.at("/studies/0/rows/0/share").asDouble()).isEqualTo(0.2);
    assertThat(json.at("/studies/0/seeds/0/seeds/0").asText()).isEqualTo("18446744073709551615");
    assertThat(json.at("/mutants/0/false_alarm").asBoolean()).isFalse();
  }

  @Test
  void the_page_says_what_failed() {
    assertThat(ReportMarkdown.of(report(0.2, mutant(false, true))))
        .contains("**0 of 1 bounds kept, 0 of 1 mutants caught, 1 false alarms.**")
        .contains("| any | 20.0 % | at most 15.0 % | a rule | **FAILED** |")
        .contains("**SURVIVED**, **FALSE ALARM**")
        .contains("./tidemark calibrate --full --seed 18446744073709551615 ");
  }
}
