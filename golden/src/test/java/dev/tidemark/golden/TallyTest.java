package dev.tidemark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TallyTest {

  private final Tally tally = new Tally();

  private static Vector json(String text) {
    try {
      return new Vector(new ObjectMapper().readTree(text), "v");
    } catch (JsonProcessingException error) {
      throw new IllegalArgumentException(error);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, 1.5, true", "0.1, 0.10000000000000002, false", "null, NaN, true", "1.0, NaN, false",
    "null, 0.0, false", "0.0, -0.0, false", "'\"1.5\"', 1.5, false", "7, 7.0, true"
  })
  void exactMeansTheSameBits(String expected, double actual, boolean same) {
    tally.exact(json(expected), actual);
    assertThat(tally.passed()).isEqualTo(same ? 1 : 0);
    assertThat(tally.failed()).isEqualTo(same ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0000000005, true",
    "1.0, 1.000000002, false",
    "0.0, 1e-12, true",
    "0.0, 2e-12, false",
    "null, NaN, true",
    "1.0, Infinity, false",
    "true, 1.0, false"
  })
  void closeMeansWithinOneBillionth(String expected, double actual, boolean same) {
    tally.close(json(expected), actual);
    assertThat(tally.passed()).isEqualTo(same ? 1 : 0);
  }

  @Test
  void aSurplusOnEitherSideFails() {
    tally.exactColumn(json("[1.0, 2.0, 3.0]"), new double[] {1, 2});
    assertThat(tally.passed()).isEqualTo(2);
    assertThat(tally.failed()).isEqualTo(1);
    tally.exactColumn(json("[1.0]"), new double[] {1, 2, 3});
    assertThat(tally.failed()).isEqualTo(3);
  }

  @Test
  void aLackingRecordFailsOncePerValue() {
    tally.paired(json("[{\"a\": 1, \"b\": [1, 2]}, {\"a\": null}]"), 0);
    assertThat(tally.failed()).isEqualTo(4);
  }

  @Test
  void decimalsAreComparedAsPlainText() {
    tally.exact(json("\"101.25\""), new BigDecimal("101.2500"));
    tally.exact(json("\"0\""), new BigDecimal("0E-12"));
    tally.exact(json("\"1000\""), new BigDecimal("1E+3"));
    tally.exact(json("null"), (BigDecimal) null);
    assertThat(tally.passed()).isEqualTo(4);
    tally.exact(json("\"101.250\""), new BigDecimal("101.25"));
    assertThat(tally.failed()).isEqualTo(1);
  }

  @Test
  void partsThatAreNotBuiltAreNamedAndFail() {
    tally.exact(json("1"), 1L);
    tally.notBuilt("bh");
    assertThat(tally.result("02_x.json").line())
        .isEqualTo("02_x.json: 1 passed, 1 failed (not built: bh)");
  }

  @Test
  void manyFailuresAreCountedButFewAreKept() {
    for (int i = 0; i < 1_000; i++) {
      tally.fail("x");
    }
    FileResult result = tally.result("f");
    assertThat(result.failed()).isEqualTo(1_000);
    assertThat(result.failures()).hasSizeLessThan(50);
  }
}
