package dev.tidemark.interop.peers;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Python with numba: the interpreter of {@code INTEROP_PYTHON}, or {@code python3}. */
final class Numba {
  private static final JsonMapper JSON = new JsonMapper();

  private final String python;

  private Numba(String python) {
    this.python = python;
  }

  /** Skips the test, saying why, when numba is not installed. */
  static Numba require() throws IOException, InterruptedException {
    String named = System.getenv("INTEROP_PYTHON");
    String python = named == null || named.isEmpty() ? "python3" : named;
    try {
      Process probe =
          new ProcessBuilder(python, "-c", "import numba").redirectErrorStream(true).start();
      probe.getInputStream().readAllBytes();
      if (probe.waitFor() == 0) {
        return new Numba(python);
      }
    } catch (IOException absent) {
      // told below
    }
    return abort("the peer was not asked: " + python + " cannot import numba");
  }

  /** Runs the script on a case and returns the JSON document it prints last. */
  JsonNode nullPaths(Path input) throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("interop.python"), "null_paths.py");
    Process process =
        new ProcessBuilder(List.of(python, script.toString(), input.toString()))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("null_paths.py failed: " + output);
    }
    return JSON.readTree(output.substring(output.lastIndexOf('\n') + 1));
  }
}
