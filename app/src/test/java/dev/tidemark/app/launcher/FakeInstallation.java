package dev.tidemark.app.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The real launcher script in a tree where Maven and Java are small shell scripts that say what
 * they were asked to do.
 */
final class FakeInstallation {
  record Outcome(int exitCode, String out, String err) {}

  final Path root;
  private final Path jvms;
  private final Map<String, String> environment = new LinkedHashMap<>();

  FakeInstallation(Path root) throws IOException {
    this.root = root;
    this.jvms = Files.createDirectories(root.resolveSibling("jvm dir"));
    Path projectRoot = Path.of(System.getProperty("project.root"));
    Files.createDirectories(root.resolve("app/src/main"));
    Files.createDirectories(root.resolve("core/src/main/java"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("core/src/main/java/A.java"), "class A {}");
    Files.copy(projectRoot.resolve("tidemark"), root.resolve("tidemark"));
    executable(root.resolve("tidemark"), Files.readString(projectRoot.resolve("tidemark")));
    executable(
        root.resolve("mvnw"),
        """
        #!/bin/bash
        echo "mvnw $*" >> "$PWD/builds"
        echo "noise on standard output"
        if [ -e fail-build ]; then echo "COMPILATION ERROR somewhere"; exit 1; fi
        mkdir -p app/target/tidemark
        echo jar > app/target/tidemark/tidemark.jar
        echo -Dflag=1 > app/target/tidemark/engine.flags
        """);
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", root.resolveSibling("home").toString());
    environment.put("TIDEMARK_JVM_DIRS", jvms.toString());
  }

  /** A Java home that echoes its name and arguments and exits with 7 when told {@code seven}. */
  Path jdk(String name, String version) throws IOException {
    return java(jvms.resolve(name), version, true);
  }

  static Path java(Path home, String version, boolean compiler) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    executable(
        home.resolve("bin/java"),
        """
        #!/bin/bash
        echo "java %s"
        for a in "$@"; do echo "[$a]"; done
        case "$*" in *seven*) exit 7;; esac
        """
            .formatted(home.getFileName()));
    if (compiler) {
      executable(home.resolve("bin/javac"), "#!/bin/bash\n");
    }
    return home;
  }

  static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  FakeInstallation with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  int builds() throws IOException {
    Path log = root.resolve("builds");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  /** Makes a file look edited after the last build, without waiting for the clock. */
  void edit(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "edited");
    Files.setLastModifiedTime(path, FileTime.fromMillis(4_102_444_800_000L));
  }

  Outcome run(String... arguments) throws IOException, InterruptedException {
    return run(root.resolve("tidemark"), jvms, arguments);
  }

  Outcome run(Path script, Path workingDirectory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/bash", script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("launcher", ".out");
    Path err = Files.createTempFile("launcher", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    return new Outcome(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
