package dev.tidemark.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.analysis.result.AnalysisResult;
import dev.tidemark.core.error.TidemarkException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerificationTest {
  private static final AnalysisResult RESULT = SampleResult.of();
  private static final ResultBody BODY = ResultBody.of(RESULT, ResultBodyTest.VERSIONS);
  private static final Manifest MANIFEST =
      Manifest.of(
          "01J000",
          RESULT,
          ResultBodyTest.VERSIONS,
          BODY,
          Instant.parse("2024-01-02T03:04:05.678901Z"),
          Instant.parse("2024-01-02T03:04:09Z"));

  @Test
  void aManifestIsReadBack() {
    byte[] bytes = ManifestJson.bytes(MANIFEST);
    assertThat(ManifestJson.read(bytes)).isEqualTo(MANIFEST);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .startsWith("{\"schema_version\":\"manifest/1\",\"analysis_id\":\"01J000\",\"params\":{")
        .contains("\"verify\":\"tidemark verify 01J000\"");
  }

  @Test
  void sameBytesAreIdentical() {
    assertThat(compare(BODY.bytes(), RESULT)).isEqualTo(new Verification.Identical(BODY.hash()));
    assertThat(Verification.compare(MANIFEST, Optional.empty(), Manifest.sessions(RESULT), BODY))
        .isEqualTo(new Verification.Identical(BODY.hash()));
  }

  @Test
  void aChangedBarNamesItsSession() {
    AnalysisResult changed = SampleResult.of(SampleResult.bars(6));
    Verification.Different different = different(compare(BODY.bytes(), changed));
    assertThat(different.kind()).isEqualTo(Verification.Kind.DATA);
    assertThat(different.at()).isEqualTo("2023-07-18");
    assertThat(different.sentence()).contains("session 2023-07-18");
    assertThat(different.recorded()).isEqualTo(RESULT.bars().sessionHashes().get(6));
    assertThat(different.recomputed()).isEqualTo(changed.bars().sessionHashes().get(6));
  }

  @Test
  void aSessionTooFewOrTooManyIsNamed() {
    List<Manifest.SessionHash> sessions = new ArrayList<>(Manifest.sessions(RESULT));
    Manifest.SessionHash last = sessions.removeLast();
    Verification missing =
        Verification.compare(MANIFEST, Optional.of(BODY.bytes()), sessions, BODY);
    assertThat(different(missing).at()).isEqualTo(last.date().toString());
    assertThat(different(missing).recomputed()).isEqualTo("absent");
    sessions.add(last);
    sessions.add(new Manifest.SessionHash(last.date().plusDays(3), "00"));
    Verification more = Verification.compare(MANIFEST, Optional.of(BODY.bytes()), sessions, BODY);
    assertThat(different(more).recorded()).isEqualTo("absent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"p\":0.005 | \"p\":0.0051 | /windows_ranked/0/p | 0.005",
        "\"sessions\":10 | \"sessions\":11 | /provenance/sessions | 10",
        "\"notes\":[] | \"notes\":[\"x\"] | /notes/0 | absent",
        "\"notes\":[], | '' | /notes | []"
      })
  void anotherValueIsNamedByItsPointer(String from, String to, String pointer, String recorded) {
    String body = new String(BODY.bytes(), StandardCharsets.UTF_8);
    ResultBody other =
        new ResultBody(replaceFirst(body, from, to).getBytes(StandardCharsets.UTF_8));
    assertThat(other.hash()).isNotEqualTo(BODY.hash());
    Verification.Different different =
        different(
            Verification.compare(
                MANIFEST, Optional.of(BODY.bytes()), Manifest.sessions(RESULT), other));
    assertThat(different.kind()).isEqualTo(Verification.Kind.RESULT);
    assertThat(different.at()).isEqualTo(pointer);
    assertThat(different.recorded()).isEqualTo(recorded);
    assertThat(different.sentence()).endsWith("at " + pointer);
  }

  @Test
  void aTamperedRecordIsToldFromAnotherResult() {
    String tampered =
        replaceFirst(
            new String(BODY.bytes(), StandardCharsets.UTF_8), "\"p\":0.005", "\"p\":0.001");
    Verification.Different different =
        different(compare(tampered.getBytes(StandardCharsets.UTF_8), RESULT));
    assertThat(different.kind()).isEqualTo(Verification.Kind.RECORD);
    assertThat(different.at()).isEqualTo("/windows_ranked/0/p");
    Verification.Different spaced =
        different(
            compare(
                (new String(BODY.bytes(), StandardCharsets.UTF_8) + "\n")
                    .getBytes(StandardCharsets.UTF_8),
                RESULT));
    assertThat(spaced.kind()).isEqualTo(Verification.Kind.RECORD);
    assertThat(spaced.recorded()).contains("from byte");
  }

  @Test
  void anotherHashWithoutABodyIsAnotherResult() {
    ResultBody other = new ResultBody("{}".getBytes(StandardCharsets.UTF_8));
    assertThat(
            different(
                    Verification.compare(
                        MANIFEST, Optional.empty(), Manifest.sessions(RESULT), other))
                .kind())
        .isEqualTo(Verification.Kind.RESULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "manifest/1 | manifest/2 | schema_version",
        "2024-01-02T03:04:09Z | yesterday | a date",
        "\"side\":\"BOTH\" | \"side\":\"both\" | /params/side",
        "\"data_hash\" | \"data_hsah\" | data_hash"
      })
  void whatIsNotAManifestIsRefused(String from, String to, String why) {
    String text = new String(ManifestJson.bytes(MANIFEST), StandardCharsets.UTF_8);
    byte[] damaged = replaceFirst(text, from, to).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ManifestJson.read(damaged))
        .isInstanceOf(TidemarkException.class)
        .hasMessageContaining("not a manifest")
        .hasMessageContaining(why);
  }

  private static String replaceFirst(String text, String from, String to) {
    int at = text.indexOf(from);
    assertThat(at).as(from).isNotNegative();
    return text.substring(0, at) + to + text.substring(at + from.length());
  }

  private static Verification compare(byte[] recorded, AnalysisResult recomputed) {
    return Verification.compare(
        MANIFEST,
        Optional.of(recorded),
        Manifest.sessions(recomputed),
        ResultBody.of(recomputed, ResultBodyTest.VERSIONS));
  }

  private static Verification.Different different(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Different.class);
    return (Verification.Different) verification;
  }
}
