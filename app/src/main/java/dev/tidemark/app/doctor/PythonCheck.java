package dev.tidemark.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Python is needed by nothing but the interoperability tests; absence is a fact, not a fault. */
final class PythonCheck {
  private static final int TIMEOUT_SECONDS = 10;

  private PythonCheck() {}

  static Finding peers() throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "python3", "-c", "import deltalake; print('deltalake', deltalake.__version__)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return Finding.ok("python", "not installed (optional)");
    }
    process.getOutputStream().close();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return Finding.ok("python", "did not answer (optional)");
    }
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return Finding.ok(
        "python", process.exitValue() == 0 ? answer : "deltalake is not installed (optional)");
  }
}
