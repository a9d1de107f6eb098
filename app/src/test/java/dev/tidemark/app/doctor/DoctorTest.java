package dev.tidemark.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void oneCheckThatBreaksDoesNotEndTheExamination() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put(
        "native",
        () -> {
          throw new UnsatisfiedLinkError("no library");
        });
    checks.put("last", () -> Finding.ok("last", "fine"));
    assertThat(new Doctor(checks).examine())
        .extracting(Finding::check, Finding::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("native", Finding.Status.FAILED),
            org.assertj.core.groups.Tuple.tuple("last", Finding.Status.OK));
  }
}
