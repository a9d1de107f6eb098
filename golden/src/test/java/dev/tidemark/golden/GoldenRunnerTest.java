package dev.tidemark.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenRunnerTest {

  private static final String ONE_CASE = "{\"bits\":\"3ff0000000000000\",\"text\":\"1\"}";

  @TempDir private Path directory;

  private FileResult check(String name, String content) throws IOException {
    return GoldenRunner.standard().check(Files.writeString(directory.resolve(name), content));
  }

  @Test
  void aLinePerFileTellsTheCounts() throws IOException {
    check("18_b.json", "{\"cases\":[" + ONE_CASE + "]}");
    check("05_a.csv", "session,open_utc,close_utc,half_day\n2024-07-05,x,y,0\n");
    Files.writeString(directory.resolve("README.md"), "not a vector");
    List<FileResult> results = GoldenRunner.standard().run(directory);
    assertThat(results)
        .extracting(FileResult::line)
        .containsExactly("05_a.csv: 0 passed, 1 failed", "18_b.json: 1 passed, 0 failed");
  }

  @Test
  void aTopicThatIsNotBuiltSaysSoAndFails() throws IOException {
    FileResult result = check("99_future.json", "{}");
    assertThat(result.line()).isEqualTo("99_future.json: 0 passed, 1 failed (not built: topic)");
    assertThat(result.ok()).isFalse();
  }

  @Test
  void aFailingCaseDoesNotHideTheOthers() throws IOException {
    FileResult result =
        check(
            "18_x.json",
            "{\"cases\":[{\"bits\":\"7ff8000000000000\",\"text\":\"NaN\"}," + ONE_CASE + "]}");
    assertThat(result.line()).isEqualTo("18_x.json: 1 passed, 1 failed");
    assertThat(result.failures()).singleElement().asString().contains("cases[0]", "not finite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "18_x.json | '' | expected a JSON object",
        "18_x.json | '{\"cases\":[{\"bits\":\"3ff' | not valid JSON at line 1",
        "18_x.json | '[]' | expected a JSON object",
        "18_x.json | '{\"cases\":[]} {}' | not valid JSON",
        "18_x.json | '{\"cases\":[],\"cases\":[]}' | Duplicate",
        "18_x.json | '{}' | cases: missing",
        "18_x.json | '{\"cases\":{}}' | cases: expected an array, found {}",
        "18_x.json | '{\"cases\":[]}' | no expected value found",
        "18_x.json | '{\"cases\":[7]}' | cases[0].bits: not in an object",
        "18_x.json | '{\"cases\":[{\"bits\":7,\"text\":\"1\"}]}' | cases[0].bits: expected a text, found 7",
        "18_x.json | '{\"cases\":[{\"bits\":\"zz\",\"text\":\"1\"}]}' | 16 hexadecimal digits",
        "18_x.json | '{\"cases\":[{\"bits\":\"3ff0000000000000\"}]}' | cases[0].text: expected nothing, got 1",
        "05_x.json | '{\"cases\":[{\"calendar\":\"MARS\"}]}' | unknown calendar MARS",
        "05_x.json | '{\"cases\":[{\"calendar\":\"XNYS\",\"instant\":\"noon\"}]}' | expected an instant",
        "05_x.csv | '' | expected the header",
        "05_x.csv | 'session,open_utc,close_utc,half_day' | no expected value found",
      })
  void hostileFilesGetAClearFailure(String name, String content, String message)
      throws IOException {
    FileResult result = check(name, content);
    assertThat(result.failed()).isPositive();
    assertThat(result.passed()).isZero();
    assertThat(result.failures()).first().asString().contains(message);
  }

  @Test
  void deeplyNestedAndBinaryFilesGetAClearFailure() throws IOException {
    assertThat(check("18_deep.json", "[".repeat(100_000)).failed()).isEqualTo(1);
    Path binary = Files.write(directory.resolve("05_bin.csv"), new byte[] {(byte) 0xff, 0, 1});
    assertThat(GoldenRunner.standard().check(binary).failures()).containsExactly("not UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "absent"})
  void aDirectoryWithoutVectorsIsAnError(String name) throws IOException {
    Path empty = directory.resolve(name);
    if (name.equals("empty")) {
      Files.createDirectory(empty);
    }
    assertThatThrownBy(() -> GoldenRunner.standard().run(empty)).hasMessageContaining("directory");
  }
}
