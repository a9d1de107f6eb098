package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server as its {@code postmaster.pid} describes it.
 *
 * @param port 0 while it is not written yet
 * @param ready accepts connections
 */
record Postmaster(long pid, int port, boolean ready) {
  private static final String FILE = "postmaster.pid";
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** What the file says, whether or not such a process is there. */
  static Optional<Postmaster> read(Path data) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(data.resolve(FILE));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.getFirst().strip()),
              lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0,
              lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")));
    } catch (RuntimeException e) {
      // Just being written, or cut short by a crash.
      return Optional.empty();
    }
  }

  /**
   * The server that runs on this data directory, found through its pid file. A file that names a
   * process which is another program by now (process ids are used again, soon in a container) is
   * deleted, because PostgreSQL itself would take that process for a server and refuse to start.
   * When servers were killed and their children still run, PostgreSQL notices that by itself.
   */
  static Optional<ProcessHandle> find(Path data) throws IOException {
    Optional<Postmaster> written = read(data);
    if (written.isEmpty()) {
      // Left empty by a loss of power.
      Files.deleteIfExists(data.resolve(FILE));
      return Optional.empty();
    }
    Optional<ProcessHandle> process = ProcessHandle.of(written.get().pid());
    if (process.isEmpty() || !process.get().isAlive()) {
      return Optional.empty();
    }
    if (serves(written.get().pid(), data)) {
      return process;
    }
    Files.deleteIfExists(data.resolve(FILE));
    return Optional.empty();
  }

  /** Whether the server is of this installation, and not of an earlier release of it. */
  static boolean runs(long pid, Installation installation) throws IOException {
    return arguments(pid).contains(installation.program("postgres").toString());
  }

  private static boolean serves(long pid, Path data) throws IOException {
    List<String> words = arguments(pid);
    int flag = words.indexOf("-D");
    return flag >= 0 && flag + 1 < words.size() && same(Path.of(words.get(flag + 1)), data);
  }

  /** Those of any process can be read by anyone; its working directory cannot. */
  private static List<String> arguments(long pid) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }
}
