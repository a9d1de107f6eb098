package dev.tidemark.interop.readers;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.tidemark.interop.wire.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * delta-rs, the implementation in Rust, through its Python package. The interpreter is the one in
 * the environment variable {@code INTEROP_PYTHON}, or {@code python3}.
 */
final class DeltaRs {
  private final @Nullable String python;

  private DeltaRs(@Nullable String python) {
    this.python = python;
  }

  /** Looks whether the packages are there. */
  static DeltaRs find() {
    String named = System.getenv("INTEROP_PYTHON");
    String python = named == null || named.isEmpty() ? "python3" : named;
    try {
      run(List.of(python, "-c", "import deltalake, pyarrow; print('ok')"));
      return new DeltaRs(python);
    } catch (IllegalStateException | UncheckedIOException e) {
      return new DeltaRs(null);
    }
  }

  boolean present() {
    return python != null;
  }

  /** Skips the test, saying why, when delta-rs is not installed. */
  void require() {
    if (python == null) {
      abort("delta-rs was not asked: python3 cannot import deltalake and pyarrow");
    }
  }

  List<String> digest(Path table, long version) {
    return script("digest.py", table.toString(), Long.toString(version));
  }

  /** Runs a script of {@code src/test/python}; its last line is its answer, in {@link Words}. */
  List<String> script(String name, String... arguments) {
    require();
    List<String> command = new ArrayList<>();
    command.add(String.valueOf(python));
    command.add(Path.of(System.getProperty("interop.python"), name).toString());
    command.addAll(List.of(arguments));
    return Words.split(run(command));
  }

  private static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed: " + output);
      }
      return output.substring(output.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
