package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL of a home directory, shared by all processes that use the home.
 *
 * <p>Whoever comes first starts it, whoever comes later connects to it, and the last to {@link
 * #close()} stops it; a server left behind by a killed process counts as running and is adopted.
 * When the server itself dies while it is used, the first user to notice starts it again on the
 * same port: connections are lost, committed data are not.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final long RETRY_SECONDS = 1;

  private final ServerHome home;
  private final Executor background;
  private final Database database;
  private ServerProcess server;
  private boolean closed;

  private EmbeddedPostgres(ServerHome home, ServerProcess server, Database database) {
    this.home = home;
    this.server = server;
    this.database = database;
    this.background = task -> Thread.ofVirtual().name("postgres-watch").start(task);
  }

  /**
   * Unpacks, initialises and starts what is not there yet; returns when the database can be used.
   *
   * @throws TidemarkException UNSUPPORTED on a platform without bundled server, RESOURCE_EXHAUSTED
   *     when disk, memory or the port is taken, PRECONDITION_FAILED when this user cannot run it,
   *     UNAVAILABLE when it does not start for another reason
   */
  public static EmbeddedPostgres start(EmbeddedOptions options) {
    ServerHome home = ServerHome.in(options);
    try (StartLock lock = StartLock.take(home.directory())) {
      Users.join(home.directory());
      try {
        home.prepare();
        return opened(home, home.findOrStart());
      } catch (IOException | SQLException | RuntimeException e) {
        Users.leave(home.directory());
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw failed(home, e);
    }
  }

  private static EmbeddedPostgres opened(ServerHome home, ServerProcess found)
      throws IOException, SQLException {
    ServerProcess server = found;
    Database database;
    try {
      database = EmbeddedRoles.complete(server.port(), home.secrets());
    } catch (SQLException e) {
      if (Users.others(home.directory())) {
        throw e;
      }
      LOG.warn("PostgreSQL is there but does not answer, and is started anew", e);
      home.stop();
      server = home.findOrStart();
      database = EmbeddedRoles.complete(server.port(), home.secrets());
    }
    EmbeddedPostgres postgres = new EmbeddedPostgres(home, server, database);
    postgres.watch(server);
    return postgres;
  }

  public Database database() {
    return database;
  }

  /** On 127.0.0.1; the same over all restarts unless another program took it meanwhile. */
  public int port() {
    return current().port();
  }

  /** Process id of the server, as it is now. */
  public long pid() {
    return current().process().pid();
  }

  private synchronized ServerProcess current() {
    return server;
  }

  /** Stops the server when nobody else uses it. */
  @Override
  public void close() {
    try (StartLock lock = StartLock.take(home.directory())) {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      if (!Users.others(home.directory())) {
        home.stop();
      }
      Users.leave(home.directory());
    } catch (IOException e) {
      throw failed(home, e);
    }
  }

  private void watch(ServerProcess watched) {
    var unused = watched.process().onExit().thenRunAsync(this::revive, background);
  }

  private void revive() {
    try (StartLock lock = StartLock.take(home.directory())) {
      synchronized (this) {
        if (closed) {
          return;
        }
      }
      LOG.warn("PostgreSQL ended unexpectedly and is started again [home={}]", home.directory());
      ServerProcess started = home.findOrRestart(current().port());
      synchronized (this) {
        server = started;
      }
      watch(started);
    } catch (IOException | RuntimeException e) {
      LOG.error("PostgreSQL could not be started again, next try in {} s", RETRY_SECONDS, e);
      var unused =
          CompletableFuture.runAsync(
              this::revive,
              CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, background));
    }
  }

  private static TidemarkException failed(ServerHome home, Exception cause) {
    String message = String.valueOf(cause.getMessage());
    return ServerTrouble.recognised(message)
        .orElseGet(
            () ->
                TidemarkException.of(
                    ErrorCode.IO_FAILURE,
                    "The embedded PostgreSQL cannot be used",
                    cause.getClass().getSimpleName() + ": " + message,
                    "Check that the directory can be written; the server's log says more",
                    cause))
        .withDetail("directory", home.directory());
  }
}
