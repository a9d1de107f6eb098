package dev.tidemark.stream.broker;

import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.embedded.LocalPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker (KRaft, broker and controller in one) in this process, listening on 127.0.0.1.
 *
 * <p>What it acknowledged survives the end of the process, however that comes; it is not flushed to
 * the device record by record, so a power cut may take the last of it. The port is the same over
 * restarts unless another program took it meanwhile.
 *
 * <pre>
 * log/                 the data
 * port                 the broker's port
 * controller/port      the controller's
 * broker.lock          held while it runs
 * </pre>
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final int MOST_PORTS = 5;

  private final BrokerLock lock;
  private final KafkaRaftServer server;
  private final int port;
  private boolean closed;

  private EmbeddedBroker(BrokerLock lock, KafkaRaftServer server, int port) {
    this.lock = lock;
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker over a directory, which is made when it is not there; returns when clients
   * are served.
   *
   * @param port 0 for the one it had, or any free one the first time
   * @throws TidemarkException PRECONDITION_FAILED when it runs already, RESOURCE_EXHAUSTED when the
   *     port is taken, UNAVAILABLE when it does not start for another reason
   */
  public static EmbeddedBroker start(Path directory, int port) {
    try {
      Path home = real(directory);
      BrokerLock lock = BrokerLock.take(home);
      try {
        return start(home, port, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The directory of the Kafka broker cannot be used",
              String.valueOf(e.getMessage()),
              "Choose a home that can be written",
              e)
          .withDetail("directory", directory);
    }
  }

  /** Address of the broker that runs over this directory, in whatever process; empty if none. */
  public static Optional<String> running(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        return Optional.empty();
      }
      Path home = directory.toRealPath();
      var port = LocalPort.remembered(home);
      return port.isPresent() && BrokerLock.isTaken(home)
          ? Optional.of(address(port.getAsInt()))
          : Optional.empty();
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.IO_FAILURE,
              "The directory of the Kafka broker cannot be read",
              String.valueOf(e.getMessage()),
              "Check its permissions",
              e)
          .withDetail("directory", directory);
    }
  }

  /** Address for clients, {@code 127.0.0.1:port}. */
  public String bootstrap() {
    return address(port);
  }

  public int port() {
    return port;
  }

  /** Stops serving, writes what is in memory, gives the directory free. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("The lock of the broker's directory was not given back", e);
    }
  }

  private static EmbeddedBroker start(Path home, int wanted, BrokerLock lock) throws IOException {
    Path controllerHome = Files.createDirectories(home.resolve("controller"));
    Path log = Files.createDirectories(home.resolve("log"));
    for (int attempt = 1; ; attempt++) {
      int port = wanted == 0 ? portOf(home) : wanted;
      int controllerPort = portOf(controllerHome);
      // Before it listens, so that whoever waits for the port file finds the right one.
      LocalPort.remember(home, port);
      LocalPort.remember(controllerHome, controllerPort);
      try {
        KafkaRaftServer server = serve(log, port, controllerPort);
        LOG.info("Kafka broker started [port={}, controller={}]", port, controllerPort);
        return new EmbeddedBroker(lock, server, port);
      } catch (RuntimeException e) {
        boolean portTaken = !LocalPort.isFree(port) || !LocalPort.isFree(controllerPort);
        // Someone else took it since we looked.
        if (!portTaken || wanted != 0 || attempt == MOST_PORTS) {
          throw notStarted(home, port, portTaken, e);
        }
      }
    }
  }

  private static KafkaRaftServer serve(Path log, int port, int controllerPort) throws IOException {
    var properties = BrokerSettings.of(log, port, controllerPort);
    BrokerStorage.formatIfNew(log);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return server;
  }

  private static int portOf(Path directory) throws IOException {
    var remembered = LocalPort.remembered(directory);
    return remembered.isPresent() && LocalPort.isFree(remembered.getAsInt())
        ? remembered.getAsInt()
        : LocalPort.choose(directory);
  }

  private static Path real(Path directory) throws IOException {
    return Files.createDirectories(directory.toAbsolutePath()).toRealPath();
  }

  private static String address(int port) {
    return "127.0.0.1:" + port;
  }

  private static TidemarkException notStarted(
      Path home, int port, boolean portTaken, RuntimeException e) {
    return TidemarkException.of(
            portTaken ? ErrorCode.RESOURCE_EXHAUSTED : ErrorCode.UNAVAILABLE,
            "The Kafka broker does not start",
            portTaken ? "its port is taken" : String.valueOf(e.getMessage()),
            portTaken ? "Set kafka.port to a free one" : "See the log for what Kafka says",
            e)
        .withDetail("port", port)
        .withDetail("directory", home);
  }
}
