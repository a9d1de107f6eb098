package dev.tidemark.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TidemarkExceptionTest {

  private static TidemarkException notFound() {
    return TidemarkException.of(
        ErrorCode.NOT_FOUND, "Table not found", "the lake has no such table", "Create it first");
  }

  @Test
  void theMessageSaysWhatWhyAndHowToFix() {
    assertThat(notFound())
        .hasMessage("Table not found: the lake has no such table. Create it first.");
  }

  @Test
  void detailsFollowInTheOrderTheyWereAdded() {
    assertThat(notFound().withDetail("table", "bronze.x").withDetail("attempt", 2))
        .hasMessageEndingWith("Create it first. [table=bronze.x, attempt=2]");
  }

  @Test
  void quotedInputCannotBreakTheLineOrFloodIt() {
    TidemarkException error = notFound().withDetail("row", "a\nb\u001b[31m" + "x".repeat(5_000));
    assertThat(error.getMessage()).doesNotContain("\n", "\u001b").hasSizeLessThan(400);
  }

  @Test
  void theCauseIsKept() {
    var cause = new IllegalStateException("disk");
    assertThat(TidemarkException.of(ErrorCode.IO_FAILURE, "a", "b", "c", cause)).hasCause(cause);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeEndsACommandWithAFailure(ErrorCode code) {
    assertThat(code.exitCode()).isBetween(2, 5).isEqualTo(code.category().exitCode());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void mistakesOfTheUserAreNeverRetried(ErrorCode code) {
    assertThat(code.category() == ErrorCategory.USER && code.retriable()).isFalse();
  }
}
