package dev.tidemark.smartdb.embedded;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one embedded server. Everything but {@link #directory()} and {@link #in} is
 * called under the {@link StartLock}.
 *
 * <pre>
 * 18.6.0/             the program
 * data-18/            the data
 * run/                its socket
 * secrets.properties  passwords
 * port, server.log, start.lock, users.lock
 * </pre>
 */
final class ServerHome {
  private static final Logger LOG = LoggerFactory.getLogger(ServerHome.class);
  private static final int MOST_PORTS = 5;
  private static final Pattern MAJOR = Pattern.compile("PostgreSQL\\) (\\d+)");

  private final EmbeddedOptions options;
  private final Path directory;
  private @Nullable Prepared prepared;

  /** What {@link #prepare} made. */
  private record Prepared(Installation installation, Path data, Secrets secrets, Account account) {}

  private ServerHome(EmbeddedOptions options, Path directory) {
    this.options = options;
    this.directory = directory;
  }

  static ServerHome in(EmbeddedOptions options) {
    try {
      Path directory = options.directory().toAbsolutePath();
      Files.createDirectories(directory);
      return new ServerHome(options, directory.toRealPath());
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The directory of the embedded PostgreSQL cannot be made",
              String.valueOf(e.getMessage()),
              "Choose a home that can be written",
              e)
          .withDetail("directory", options.directory());
    }
  }

  Path directory() {
    return directory;
  }

  Secrets secrets() {
    return ready().secrets();
  }

  /** Unpacks and initialises what is missing. */
  void prepare() throws IOException {
    Installation installation =
        options.installation().isPresent()
            ? given(options.installation().get())
            : BundledBinaries.unpack(directory);
    Path data = directory.resolve("data-" + installation.major());
    Secrets secrets = Secrets.readOrMake(directory, Files.exists(data), options.secrets());
    DataDirectory.create(installation, data, secrets);
    Account account = Account.choose(installation.program("postgres"), data);
    prepared = new Prepared(installation, data, secrets, account);
  }

  private static Installation given(Path root) {
    Path postgres = root.toAbsolutePath().resolve("bin/postgres");
    Command.Outcome version = Command.run(java.util.List.of(postgres.toString(), "-V"));
    Matcher major = MAJOR.matcher(version.output());
    if (!version.succeeded() || !major.find()) {
      throw TidemarkException.of(
          ErrorCode.INVALID_ARGUMENT,
          "No PostgreSQL in " + root,
          postgres + " -V: " + version.output(),
          "Give the directory that has bin/postgres in it");
    }
    return new Installation(root.toAbsolutePath(), Integer.parseInt(major.group(1)));
  }

  /** The running server, or a new one on the port it had, or on another when that is taken. */
  ServerProcess findOrStart() throws IOException {
    Optional<ServerProcess> running = running();
    if (running.isPresent()) {
      return running.get();
    }
    OptionalInt remembered = LocalPort.remembered(directory);
    boolean fixed = options.port() != 0 || (remembered.isPresent() && Users.others(directory));
    int port = options.port() != 0 ? options.port() : remembered.orElse(0);
    for (int attempt = 1; ; attempt++) {
      if (port == 0 || (!fixed && !LocalPort.isFree(port))) {
        port = LocalPort.choose(directory);
      }
      try {
        return start(port);
      } catch (TidemarkException e) {
        // Someone else took it since we looked.
        if (fixed || attempt == MOST_PORTS || LocalPort.isFree(port)) {
          throw e;
        }
      }
    }
  }

  /** As {@link #findOrStart}, on exactly this port: others are connected through it. */
  ServerProcess findOrRestart(int port) throws IOException {
    Optional<ServerProcess> running = running();
    return running.isPresent() ? running.get() : start(port);
  }

  /** Stops it, if it runs. */
  void stop() throws IOException {
    Prepared with = ready();
    Optional<ProcessHandle> process = Postmaster.find(with.data());
    if (process.isPresent()) {
      new ServerProcess(process.get(), 0).stop(with.installation(), with.account(), with.data());
    }
  }

  private ServerProcess start(int port) throws IOException {
    Prepared with = ready();
    ServerProcess server =
        ServerProcess.start(with.installation(), with.account(), with.data(), port);
    LocalPort.remember(directory, port);
    LOG.info("PostgreSQL started [pid={}, port={}]", server.process().pid(), port);
    return server;
  }

  /** One that another process started, when it is of use; stopped when it is not. */
  private Optional<ServerProcess> running() throws IOException {
    Prepared with = ready();
    Optional<ProcessHandle> process = Postmaster.find(with.data());
    if (process.isEmpty()) {
      return Optional.empty();
    }
    ServerProcess unknown = new ServerProcess(process.get(), 0);
    if (unknown.awaitReady(with.data())) {
      int port = Postmaster.read(with.data()).map(Postmaster::port).orElse(0);
      boolean wanted =
          (options.port() == 0 || options.port() == port)
              && Postmaster.runs(process.get().pid(), with.installation());
      if (wanted || Users.others(directory)) {
        LOG.info("PostgreSQL runs already [pid={}, port={}]", process.get().pid(), port);
        return Optional.of(new ServerProcess(process.get(), port));
      }
    }
    if (process.get().isAlive()) {
      unknown.stop(with.installation(), with.account(), with.data());
    }
    return Optional.empty();
  }

  private Prepared ready() {
    if (prepared == null) {
      throw new IllegalStateException("prepare first");
    }
    return prepared;
  }
}
