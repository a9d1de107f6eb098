package dev.tidemark.app.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that stays until it is stopped, and says on standard output when it is ready. */
final class StandingProcess {
  private final Process process;
  private final CountDownLatch ready = new CountDownLatch(1);

  private StandingProcess(Process process) {
    this.process = process;
  }

  /**
   * @param readyLine how the line begins that says it is ready
   * @param lines told every line
   * @param errors where its standard error goes, appended
   */
  static StandingProcess start(
      List<String> command,
      Map<String, String> environment,
      String readyLine,
      Consumer<String> lines,
      Path errors) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("TIDEMARK_"));
    builder.environment().putAll(environment);
    try {
      StandingProcess standing = new StandingProcess(builder.start());
      Thread.ofVirtual().start(() -> standing.listen(readyLine, lines));
      return standing;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen(String readyLine, Consumer<String> lines) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.accept(line);
        if (line.startsWith(readyLine)) {
          ready.countDown();
        }
      }
    } catch (IOException e) {
      // A killed process ends its stream as it likes.
    }
  }

  boolean isReady() {
    return ready.getCount() == 0;
  }

  /** False when it is not ready after so long, or ended. */
  boolean awaitReady(long seconds) throws InterruptedException {
    for (long i = 0; i < seconds * 10 && process.isAlive(); i++) {
      if (ready.await(100, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return isReady();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Without warning (SIGKILL). */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As {@link #kill}, without waiting for its end. */
  void stopNow() {
    process.destroyForcibly();
  }

  /** Asks it to stop (SIGTERM); killed when it does not. */
  boolean stop(long seconds) throws InterruptedException {
    process.destroy();
    if (process.waitFor(seconds, TimeUnit.SECONDS)) {
      return true;
    }
    kill();
    return false;
  }
}
