package dev.tidemark.interop.readers;

import dev.tidemark.interop.wire.Words;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Our lake in a process of its own, with the class path it has in production. */
final class OurLake implements AutoCloseable {
  private final Path root;
  private final Process process;
  private final BufferedReader answers;
  private final Writer commands;

  OurLake(Path root, Path errors) throws IOException {
    this.root = root;
    Path built = Path.of(System.getProperty("interop.lake"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("interop.flags").split(" ", -1)));
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.add("-cp");
    command.add(
        built.resolve("classes")
            + File.pathSeparator
            + Files.readString(built.resolve("class-path.txt")).strip());
    command.add("dev.tidemark.interop.lake.LakeMain");
    command.add(root.toString());
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Where the table {@code layer.name} is. */
  Path path(String table) {
    return root.resolve(table.replace('.', '/'));
  }

  /** Runs a command; {@link Refused} when the lake says no. */
  List<String> run(String... words) {
    try {
      commands.write(Words.join(List.of(words)) + "\n");
      commands.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the lake's process ended at: " + String.join(" ", words));
      }
      List<String> answer = Words.split(line);
      if (answer.get(0).equals("ok")) {
        return answer.subList(1, answer.size());
      }
      throw new Refused(answer.get(1), answer.get(2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest version. */
  long version(String table) {
    return Long.parseLong(run("version", table).get(0));
  }

  List<String> digest(String table, long version) {
    return run("digest", table, Long.toString(version));
  }

  List<String> digest(String table) {
    return run("digest", table, "latest");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    commands.close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** The lake's answer was an error. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    Refused(String code, String message) {
      super(message);
      this.code = code;
    }

    String code() {
      return code;
    }
  }
}
