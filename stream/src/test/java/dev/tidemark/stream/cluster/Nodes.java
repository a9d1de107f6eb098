package dev.tidemark.stream.cluster;

import dev.tidemark.smartdb.embedded.LocalPort;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processes of a Flink cluster. Their class path is Flink's and this module's nodes; what the jobs
 * need otherwise must come with them.
 */
final class Nodes implements AutoCloseable {
  /** What a Flink installation does not have and the jobs need. */
  private static final List<String> ABSENT =
      List.of(
          "tidemark-",
          "duckdb",
          "arrow-",
          "delta-",
          "hadoop-",
          "parquet-",
          "kafka",
          "avro",
          "postgresql",
          "flink-connector-");

  private final Path directory;
  private static final int KILLED = 137;

  private final int rpc;
  private final int rest;
  private final List<Path> logs = new ArrayList<>();
  private final List<Process> running = new ArrayList<>();

  Nodes(Path directory) throws IOException {
    this.directory = directory;
    this.rpc = LocalPort.choose(Files.createDirectories(directory.resolve("rpc")));
    this.rest = LocalPort.choose(Files.createDirectories(directory.resolve("rest")));
  }

  /** The job manager, and one task manager. */
  static Nodes running(Path directory) throws Exception {
    Nodes nodes = new Nodes(directory);
    nodes.start("jobmanager");
    nodes.start("taskmanager");
    return nodes;
  }

  /** The task manager that was started last. */
  Process worker() {
    return running.getLast();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + rest);
  }

  Process start(String role) throws IOException {
    Path own = Files.createDirectories(directory.resolve(role + running.size()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (flag.startsWith("--") || flag.startsWith("-Dsun.misc") || flag.startsWith("-Dio.netty")) {
        command.add(flag);
      }
    }
    command.addAll(
        List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + own,
            "-cp",
            classPath(),
            FlinkNode.class.getName(),
            role,
            own.toString(),
            Integer.toString(rpc),
            Integer.toString(rest)));
    Path log = directory.resolve("node" + running.size() + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    running.add(process);
    logs.add(log);
    return process;
  }

  private static String classPath() {
    List<String> kept = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = String.valueOf(Path.of(entry).getFileName());
      boolean nodes = entry.contains("stream" + File.separator + "target");
      if (nodes || (name.endsWith(".jar") && ABSENT.stream().noneMatch(name::startsWith))) {
        kept.add(entry);
      }
    }
    return String.join(File.pathSeparator, kept);
  }

  /** Fails when a node that was not killed has ended, with what it said. */
  void check() throws IOException {
    for (int i = 0; i < running.size(); i++) {
      if (!running.get(i).isAlive() && running.get(i).exitValue() != KILLED) {
        throw new AssertionError(Files.readString(logs.get(i)));
      }
    }
  }

  @Override
  public void close() {
    running.forEach(Process::destroyForcibly);
    for (Process process : running) {
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
  }
}
