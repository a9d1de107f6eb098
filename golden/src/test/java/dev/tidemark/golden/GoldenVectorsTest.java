package dev.tidemark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Production code reproduces every committed vector. */
class GoldenVectorsTest {

  static final Path VECTORS = Path.of("src/main/golden");

  @TestFactory
  Stream<DynamicTest> everyVectorIsReproduced() throws IOException {
    try (Stream<Path> files = Files.list(VECTORS)) {
      return files.filter(GoldenRunner.standard()::isVectorFile).sorted().toList().stream()
          .map(
              file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> run(file)));
    }
  }

  private static void run(Path file) {
    FileResult result = GoldenRunner.standard().check(file);
    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).as(result.line()).isPositive();
    assertThat(result.failed()).as(result.line()).isZero();
  }
}
