package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running server.
 *
 * @param process the postmaster, a child of ours or of a process that is gone
 * @param port on 127.0.0.1
 */
record ServerProcess(ProcessHandle process, int port) {
  private static final int POLL_MILLIS = 20;

  /** Recovery after a crash may take minutes. */
  private static final int MOST_POLLS = 300_000 / POLL_MILLIS;

  private static final int STOP_SECONDS = 30;

  /** {@code sun_path} holds 108 bytes with the zero at the end. */
  private static final int LONGEST_SOCKET_PATH = 107;

  private static final int LOG_BYTES_SHOWN = 16_384;
  private static final long LOG_BYTES_KEPT = 16L << 20;

  /** Starts one and waits until it accepts connections. The port must be free. */
  static ServerProcess start(Installation installation, Account account, Path data, int port)
      throws IOException {
    Path log = data.resolveSibling("server.log");
    if (Files.exists(log) && Files.size(log) > LOG_BYTES_KEPT) {
      Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    long before = Files.exists(log) ? Files.size(log) : 0;
    Process started =
        Command.builder(command(installation, account, data, port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .start();
    ServerProcess server = new ServerProcess(started.toHandle(), port);
    if (!server.awaitReady(data)) {
      server.process.destroyForcibly();
      throw failed(tail(log, before), log, port);
    }
    return server;
  }

  private static List<String> command(
      Installation installation, Account account, Path data, int port) throws IOException {
    // In a session of its own: Ctrl-C in the terminal is for us to handle first.
    List<String> command = new ArrayList<>();
    if (Command.refusal(List.of("setsid", "true")).isEmpty()) {
      command.add("setsid");
    }
    command.addAll(account.prefix());
    command.addAll(List.of(installation.program("postgres").toString(), "-D", data.toString()));
    setting(command, "listen_addresses", "127.0.0.1");
    setting(command, "port", Integer.toString(port));
    setting(command, "unix_socket_directories", socketDirectory(account, data, port));
    setting(command, "unix_socket_permissions", "0700");
    setting(command, "password_encryption", "scram-sha-256");
    setting(command, "fsync", "on");
    setting(command, "full_page_writes", "on");
    setting(command, "synchronous_commit", "on");
    // Segments of the log that are used again need not be made.
    setting(command, "min_wal_size", "256MB");
    setting(command, "max_wal_size", "1GB");
    // A query may look into every day of several years, and locks each day's tables and indexes.
    setting(command, "max_locks_per_transaction", "512");
    setting(command, "logging_collector", "off");
    setting(command, "log_destination", "stderr");
    setting(command, "lc_messages", "C");
    setting(command, "timezone", "UTC");
    setting(command, "log_timezone", "UTC");
    return command;
  }

  private static void setting(List<String> command, String name, String value) {
    command.add("-c");
    command.add(name + "=" + value);
  }

  /**
   * Ours go over TCP; the socket is for an administrator, and absent where its path is too long.
   */
  private static String socketDirectory(Account account, Path data, int port) throws IOException {
    Path directory = FileTree.ownerOnlyDirectory(data.resolveSibling("run"));
    if (account.owner().isPresent()) {
      FileTree.give(directory, account.owner().get());
    }
    String socket = directory.resolve(".s.PGSQL." + port).toString();
    boolean fits =
        socket.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH
            && socket.indexOf(',') < 0
            && socket.indexOf('"') < 0;
    return fits ? directory.toString() : "";
  }

  /** False when it ended, or is not ready after a long time. */
  boolean awaitReady(Path data) throws IOException {
    for (int i = 0; i < MOST_POLLS; i++) {
      Optional<Postmaster> written = Postmaster.read(data);
      if (written.isPresent() && written.get().pid() == process.pid() && written.get().ready()) {
        return true;
      }
      if (endsWithin(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  /** Stops it, ending its connections; when that does not help, as a crash would. */
  void stop(Installation installation, Account account, Path data) throws IOException {
    for (String mode : List.of("fast", "immediate")) {
      List<String> command = new ArrayList<>(account.prefix());
      command.addAll(
          List.of(
              installation.program("pg_ctl").toString(),
              "stop",
              "-D",
              data.toString(),
              "-m",
              mode,
              "-t",
              Integer.toString(STOP_SECONDS)));
      Command.run(command);
      if (endsWithin(1, TimeUnit.SECONDS)) {
        return;
      }
    }
    // Stopped by a debugger, or stuck in the file system. Its children end when they notice.
    process.destroyForcibly();
    if (!endsWithin(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw TidemarkException.of(
              ErrorCode.UNAVAILABLE,
              "The embedded PostgreSQL does not stop",
              "even SIGKILL did not end it",
              "Look into its log and the system's")
          .withDetail("pid", process.pid())
          .withDetail("log", data.resolveSibling("server.log"));
    }
  }

  private boolean endsWithin(long time, TimeUnit unit) throws IOException {
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      end.get(time, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for PostgreSQL", e);
    }
  }

  private static TidemarkException failed(String said, Path log, int port) {
    return ServerTrouble.recognised(said)
        .orElseGet(
            () ->
                TidemarkException.of(
                    ErrorCode.UNAVAILABLE,
                    "The embedded PostgreSQL does not start",
                    ServerTrouble.lastMessage(said),
                    "Its log says more"))
        .withDetail("log", log)
        .withDetail("port", port);
  }

  private static String tail(Path log, long from) throws IOException {
    try (var file = Files.newByteChannel(log)) {
      file.position(Math.max(from, file.size() - LOG_BYTES_SHOWN));
      var bytes = java.nio.ByteBuffer.allocate(LOG_BYTES_SHOWN);
      while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }
}
