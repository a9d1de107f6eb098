package dev.tidemark.lake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tidemark.core.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of three megabytes, where the system lets a user mount one. */
class DiskFullTest {
  @TempDir Path directory;

  @Test
  void aFullDiskIsAClearErrorAndCommitsNothingHalf() throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    String mount = "mount -t tmpfs -o size=3m tmpfs '" + disk + "'";
    assumeThat(run(directory.resolve("probe.log"), List.of("unshare", "-Urm", "sh", "-c", mount)))
        .as("small file systems can be mounted here")
        .isZero();
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    java.add("--enable-native-access=ALL-UNNAMED");
    java.add("-Dsun.misc.unsafe.memory.access=allow");
    java.add("-Dio.netty.noUnsafe=false");
    java.add("-Xmx192m");
    java.add("-cp");
    java.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    java.add(DiskFullProbe.class.getName());
    java.add(disk.toString());
    List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c"));
    command.add(mount + " && exec \"$@\"");
    command.add("sh");
    command.addAll(java);
    Path log = directory.resolve("run.log");
    assertThat(run(log, command)).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log))
        .contains("code=" + ErrorCode.RESOURCE_EXHAUSTED)
        .contains("the disk is full")
        .contains("committed=true whole=true");
  }

  /** The exit code; 127 when there is no such program. */
  private static int run(Path log, List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127;
    }
  }
}
