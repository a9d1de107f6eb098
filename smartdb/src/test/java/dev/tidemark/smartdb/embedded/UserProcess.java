package dev.tidemark.smartdb.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link ServerUser} that a test started. */
record UserProcess(Process process, BufferedReader output) {

  static UserProcess start(Path directory) throws IOException {
    return start(directory, List.of(), System.getProperty("java.class.path"));
  }

  static UserProcess start(Path directory, List<String> prefix, String classPath)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-cp", classPath));
    command.add(ServerUser.class.getName());
    command.add(directory.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new UserProcess(
        process,
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
  }

  /** Waits until it uses the server; the words it prints: {@code ready PORT PID}. */
  String[] awaitReady() throws IOException {
    String line;
    do {
      line = output.readLine();
      if (line == null) {
        throw new IOException("the process ended");
      }
    } while (!line.startsWith("ready") && !line.startsWith("failed"));
    if (line.startsWith("failed")) {
      throw new IOException(line);
    }
    return line.split(" ", -1);
  }

  void leave() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
