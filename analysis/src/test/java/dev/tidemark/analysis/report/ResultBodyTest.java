package dev.tidemark.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.analysis.json.StrictJson;
import dev.tidemark.analysis.result.AnalysisResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class ResultBodyTest {
  static final Versions VERSIONS = new Versions("mean-reversion/1", "xnys-1", "2026a");

  /** A recorded body: a change of any byte is a change of every stored result's hash. */
  @Test
  void theBodyIsTheRecordedOne() throws IOException {
    String body = text(ResultBody.of(SampleResult.of(), VERSIONS));
    assertThat(lines(body)).isEqualTo(lines(recorded()));
    assertThat(body).isEqualTo(recorded());
  }

  @Test
  void localeAndTimeZoneChangeNothing() {
    String hash = ResultBody.of(SampleResult.of(), VERSIONS).hash();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String other : List.of("tr-TR", "ar-SA-u-nu-arab", "th-TH-u-ca-buddhist")) {
        Locale.setDefault(Locale.forLanguageTag(other));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        assertThat(ResultBody.of(SampleResult.of(), VERSIONS).hash()).isEqualTo(hash);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void cellsWithTooLittleDataAreBlankNotZero() throws Exception {
    JsonNode cell = tree().at("/cells/2");
    assertThat(cell.get("status").asText()).isEqualTo("INSUFFICIENT");
    assertThat(cell.get("n_trades").asInt()).isEqualTo(1);
    for (String name : List.of("mean_net_bp", "hit_rate", "oos_sharpe", "p", "fdr_q", "ci90")) {
      assertThat(cell.get(name).isNull()).as(name).isTrue();
    }
  }

  @Test
  void theReleaseOfTheTimeZoneDataIsNotInTheBody() {
    assertThat(
            ResultBody.of(SampleResult.of(), new Versions("mean-reversion/1", "xnys-1", "1999z")))
        .extracting(ResultBody::hash)
        .isEqualTo(ResultBody.of(SampleResult.of(), VERSIONS).hash());
  }

  @Test
  void withoutAPassingWindowItSaysSo() throws Exception {
    AnalysisResult some = SampleResult.of();
    assertThat(ResultBody.notes(some)).isEmpty();
    assertThat(ResultBody.notes(withoutTopWindows(some)))
        .containsExactly("no window survives FDR control");
  }

  static AnalysisResult withoutTopWindows(AnalysisResult r) {
    return new AnalysisResult(
        r.params(),
        r.bars(),
        r.binsPerDay(),
        r.folds(),
        r.trades(),
        r.cells(),
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

  private static JsonNode tree() throws StrictJson.Malformed {
    return StrictJson.tree(ResultBody.of(SampleResult.of(), VERSIONS).bytes());
  }

  private static String recorded() throws IOException {
    try (InputStream in = ResultBodyTest.class.getResourceAsStream("sample-body.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /** Readable differences. */
  private static String lines(String json) {
    return json.replace(",\"", ",\n\"").replace("{", "{\n");
  }

  private static String text(ResultBody body) {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }
}
