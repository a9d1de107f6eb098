package dev.tidemark.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.app.CliHarness;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a user sees of an error. */
class ErrorReportTest {
  private static final TidemarkException NO_TABLE =
      TidemarkException.of(
              ErrorCode.NOT_FOUND, "No such table", "it was never written", "run backfill")
          .withDetail("table", "bronze.x");

  @Test
  void saysWhatWhyFixAndDetailsEachOnALine() {
    assertThat(printed(NO_TABLE, false))
        .isEqualToNormalizingNewlines(
            """
            error: No such table
              why: it was never written
              fix: run backfill
                   table=bronze.x
            """);
  }

  @Test
  void knownErrorIsFoundBehindWrappers() {
    ErrorReport report = ErrorReport.of(new CompletionException(new RuntimeException(NO_TABLE)));
    assertThat(report.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(report.code().exitCode()).isEqualTo(2);
  }

  @Test
  void unexpectedExceptionIsADefectWithItsClassButNoTrace() {
    String text = printed(new IllegalStateException("odd\nsecond line"), false);
    assertThat(text)
        .contains("Unexpected failure", "why: odd\n", "java.lang.IllegalStateException", "--debug")
        .doesNotContain("second line", " at ");
  }

  @Test
  void outOfMemoryNamesTheHeap() {
    ErrorReport report = ErrorReport.of(new OutOfMemoryError("Java heap space"));
    assertThat(report.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
    assertThat(report.fix()).contains("TIDEMARK_HEAP");
  }

  @Test
  void jsonCarriesCodeAndRetriability() {
    assertThat(printed(NO_TABLE, true))
        .contains("\"code\" : \"NOT_FOUND\"", "\"retriable\" : false", "\"table\" : \"bronze.x\"");
  }

  @Test
  void debugTextShowsEachCauseOnceEvenInACycle() {
    Exception inner = new Exception("inner");
    Exception outer = new Exception("outer", inner);
    inner.initCause(outer);
    assertThat(StackTraces.text(outer)).containsOnlyOnce("inner").contains("caused by: ");
  }

  private static String printed(Throwable error, boolean json) {
    StringWriter text = new StringWriter();
    var host = new CliHarness(Path.of("unused")).host(text, text);
    ErrorReport.of(error).print(host.terminal(), json);
    return text.toString();
  }
}
