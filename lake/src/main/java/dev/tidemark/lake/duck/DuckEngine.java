package dev.tidemark.lake.duck;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.lake.LakeOptions;
import dev.tidemark.lake.delta.IoFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * One in-memory DuckDB for a store. Work runs in sessions, each on a connection of its own;
 * connections are kept for reuse.
 */
public final class DuckEngine implements AutoCloseable {
  private static final int KEPT = 4;

  private final DuckDBConnection first;
  private final String spill;
  private final BufferAllocator allocator = new RootAllocator();
  private final Deque<DuckDBConnection> idle = new ArrayDeque<>();
  private boolean closed;

  public DuckEngine(LakeOptions options) {
    this(
        options.threads(),
        options.memoryBytes(),
        options.root().toAbsolutePath().resolve(".spill").toString());
    try {
      Files.createDirectories(options.root());
    } catch (IOException e) {
      close();
      throw IoFailures.of("Cannot open the lake", options.root(), e);
    }
  }

  /**
   * @param spill directory for what does not fit the memory; empty for none
   */
  DuckEngine(int threads, long memoryBytes, String spill) {
    this.spill = spill;
    Properties settings = new Properties();
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("memory_limit", memoryBytes / (1 << 20) + "MiB");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("temp_directory", spill);
    settings.setProperty("jdbc_stream_results", "true");
    try {
      // Not through DriverManager, which does not see drivers of a job's own class loader.
      first =
          Objects.requireNonNull(new DuckDBDriver().connect("jdbc:duckdb:", settings), "connection")
              .unwrap(DuckDBConnection.class);
      try (Statement statement = first.createStatement()) {
        statement.execute("SET timezone = 'UTC'");
        statement.execute("SET enable_progress_bar = false");
        // One file per partition of a commit, however many partitions it has.
        statement.execute("SET partitioned_write_max_open_files = 512");
      }
    } catch (SQLException e) {
      throw failed("Cannot start the query engine", Path.of(spill), e);
    }
  }

  /**
   * From now on SQL reaches no file outside these directories, no network and no extension, and
   * cannot change that.
   */
  void confine(Set<Path> directories) {
    Set<String> allowed = new TreeSet<>();
    allowed.add(spill);
    directories.forEach(directory -> allowed.add(directory.toAbsolutePath().toString()));
    try (Statement statement = first.createStatement()) {
      statement.execute("SET allowed_directories = " + Sql.texts(allowed));
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
    } catch (SQLException e) {
      throw failed("Cannot start a query", Path.of(spill), e);
    }
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /** A session of its own; close it to give the connection back. */
  public synchronized DuckSession session() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    DuckDBConnection connection = idle.poll();
    if (connection == null) {
      try {
        connection = first.duplicate().unwrap(DuckDBConnection.class);
      } catch (SQLException e) {
        throw failed("Cannot start a query", Path.of(""), e);
      }
    }
    return new DuckSession(this, connection);
  }

  synchronized void giveBack(DuckDBConnection connection, boolean healthy) {
    if (healthy && !closed && idle.size() < KEPT) {
      idle.push(connection);
    } else {
      closeQuietly(connection);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      idle.forEach(DuckEngine::closeQuietly);
      idle.clear();
      closeQuietly(first);
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // nothing depends on a connection that is given up
    }
  }

  /** A database error in the platform's terms. */
  static TidemarkException failed(String what, Path place, SQLException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("Out of Memory") || message.contains("memory_limit")) {
      return TidemarkException.of(
          ErrorCode.RESOURCE_EXHAUSTED,
          what,
          "the engine's memory and spill space are used up: " + firstLine(message),
          "raise the memory limit or free disk space",
          cause);
    }
    if (message.contains("No files found that match")
        || message.contains("No such file or directory")) {
      return TidemarkException.of(
              ErrorCode.NOT_FOUND,
              what,
              "a data file is gone: a vacuum took it, or somebody deleted it: "
                  + firstLine(message),
              "read a newer version, or restore the file",
              cause)
          .withDetail("path", place);
    }
    if (message.contains("IO Error") || IoFailures.isDiskFull(cause)) {
      return IoFailures.of(what, place, cause);
    }
    return TidemarkException.of(
        ErrorCode.INTERNAL, what, firstLine(message), "report this with the message", cause);
  }

  static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
