package dev.tidemark.app.wiring;

import dev.tidemark.app.config.KnownSettings;
import dev.tidemark.app.config.Settings;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.Database;
import dev.tidemark.smartdb.DatabaseRole;
import dev.tidemark.smartdb.embedded.LocalPort;
import dev.tidemark.stream.broker.EmbeddedBroker;
import dev.tidemark.stream.registry.HttpRegistry;
import dev.tidemark.stream.registry.PostgresSubjects;
import dev.tidemark.stream.registry.RegistryServer;
import dev.tidemark.stream.registry.Subjects;
import dev.tidemark.stream.schema.SchemaCheck;
import dev.tidemark.stream.schema.SchemaFiles;
import dev.tidemark.stream.topic.TopicDifference;
import dev.tidemark.stream.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log and the schemas of its records as they are configured: a broker and a registry inside
 * this process, those that run over the same home already, or somebody else's by address.
 */
public final class EventLog implements AutoCloseable {
  private static final SchemaCheck SCHEMAS = new SchemaCheck(SchemaFiles.ofProgram());
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  /** A broker: the one of this process, or the address of another. */
  public record Broker(String bootstrap, @Nullable EmbeddedBroker own) implements AutoCloseable {
    @Override
    public void close() {
      if (own != null) {
        own.close();
      }
    }
  }

  private final Broker broker;
  private final @Nullable RegistryServer server;
  private final URI registryUrl;
  private final HttpRegistry registry;

  private EventLog(Broker broker, @Nullable RegistryServer server, URI registryUrl) {
    this.broker = broker;
    this.server = server;
    this.registryUrl = registryUrl;
    this.registry = new HttpRegistry(registryUrl);
  }

  /** Where the embedded broker of a home keeps its data. */
  public static Path brokerDirectory(Settings settings) {
    return settings.home().resolve("kafka");
  }

  /** The configured cluster, the broker that runs over the home, or a new one in this process. */
  public static Broker broker(Settings settings) {
    Optional<String> elsewhere = elsewhere(settings);
    if (elsewhere.isPresent()) {
      return new Broker(elsewhere.get(), null);
    }
    EmbeddedBroker own =
        EmbeddedBroker.start(brokerDirectory(settings), settings.count(KnownSettings.KAFKA_PORT));
    return new Broker(own.bootstrap(), own);
  }

  private static Optional<String> elsewhere(Settings settings) {
    String configured = settings.text(KnownSettings.KAFKA_BOOTSTRAP);
    return configured.isEmpty()
        ? EmbeddedBroker.running(brokerDirectory(settings))
        : Optional.of(configured);
  }

  /**
   * Takes over the broker, makes the topics, starts the registry unless one is configured, and
   * registers the schemas.
   */
  public static EventLog open(Settings settings, Database database, Broker broker) {
    RegistryServer server = null;
    try {
      try (Topics topics = Topics.of(broker.bootstrap(), PATIENCE)) {
        for (TopicDifference difference : topics.ensure()) {
          LOG.warn("A topic is not as declared: {}", difference);
        }
      }
      String url = settings.text(KnownSettings.REGISTRY_URL);
      if (!url.isEmpty()) {
        try (HttpRegistry registry = new HttpRegistry(URI.create(url))) {
          SCHEMAS.register(registry);
        }
        return new EventLog(broker, null, URI.create(url));
      }
      OptionalInt served = registryPort(settings);
      if (served.isPresent()) {
        return new EventLog(broker, null, URI.create("http://127.0.0.1:" + served.getAsInt()));
      }
      PostgresSubjects.migrate(database);
      Subjects subjects =
          new Subjects(new PostgresSubjects(database.dataSource(DatabaseRole.INGEST)));
      SCHEMAS.register(subjects);
      server = RegistryServer.start(subjects, registryDirectory(settings));
      return new EventLog(broker, server, server.url());
    } catch (RuntimeException e) {
      if (server != null) {
        server.close();
      }
      broker.close();
      throw e;
    }
  }

  /**
   * The log of a platform that runs already; nothing is started.
   *
   * @throws TidemarkException UNAVAILABLE when none runs over the home and none is configured
   */
  public static EventLog connect(Settings settings) {
    String bootstrap = address(settings);
    String url = settings.text(KnownSettings.REGISTRY_URL);
    if (url.isEmpty()) {
      OptionalInt port = registryPort(settings);
      if (port.isEmpty()) {
        throw notRunning("no schema registry runs over this home", settings);
      }
      url = "http://127.0.0.1:" + port.getAsInt();
    }
    return new EventLog(new Broker(bootstrap, null), null, URI.create(url));
  }

  /** {@code host:port,...} of the configured cluster or of the broker that runs over the home. */
  public static String address(Settings settings) {
    return elsewhere(settings)
        .orElseThrow(() -> notRunning("no broker runs over this home", settings));
  }

  private static Path registryDirectory(Settings settings) {
    return settings.home().resolve("registry");
  }

  /** Of the registry that serves over this home now. */
  private static OptionalInt registryPort(Settings settings) {
    Path directory = registryDirectory(settings);
    try {
      OptionalInt port =
          Files.isDirectory(directory)
              ? LocalPort.remembered(directory.toRealPath())
              : OptionalInt.empty();
      return port.isPresent() && !LocalPort.isFree(port.getAsInt()) ? port : OptionalInt.empty();
    } catch (IOException e) {
      throw notRunning(String.valueOf(e.getMessage()), settings);
    }
  }

  private static TidemarkException notRunning(String why, Settings settings) {
    return TidemarkException.of(
            ErrorCode.UNAVAILABLE,
            "There is no log to talk to",
            why,
            "Start 'tidemark up' with the same --home, or set kafka.bootstrap and registry.url")
        .withDetail("home", settings.home());
  }

  /** {@code host:port,...} of Kafka. */
  public String bootstrap() {
    return broker.bootstrap();
  }

  public HttpRegistry registry() {
    return registry;
  }

  public URI registryUrl() {
    return registryUrl;
  }

  /** Stops what was started here. */
  @Override
  public void close() {
    registry.close();
    if (server != null) {
      server.close();
    }
    broker.close();
  }

  /** Differences between the topics and their declaration, for whoever checks the installation. */
  public List<TopicDifference> differences() {
    try (Topics topics = Topics.of(bootstrap(), PATIENCE)) {
      return topics.differences();
    }
  }
}
