package dev.tidemark.server;

import dev.tidemark.server.health.Lifecycle;
import dev.tidemark.server.logging.ServerLogging;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The HTTP API and the console, listening. */
public final class TidemarkServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Lifecycle lifecycle;
  private final int port;

  private TidemarkServer(ConfigurableApplicationContext context, Lifecycle lifecycle, int port) {
    this.context = context;
    this.lifecycle = lifecycle;
    this.port = port;
  }

  /**
   * Starts listening; returns when requests are answered.
   *
   * @throws dev.tidemark.core.error.TidemarkException UNAVAILABLE if the port is taken
   */
  public static TidemarkServer start(ServerConfig config) {
    // Logging is the business of whoever starts the process; Spring would configure it anew.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    ServerLogging.bridge();
    Lifecycle lifecycle = new Lifecycle();
    ConfigurableApplicationContext context;
    try {
      context =
          new SpringApplicationBuilder(ServerApplication.class)
              .web(WebApplicationType.SERVLET)
              .bannerMode(Banner.Mode.OFF)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .properties(properties(config))
              .initializers(
                  fresh -> {
                    GenericApplicationContext beans = (GenericApplicationContext) fresh;
                    beans.registerBean(ServerConfig.class, () -> config);
                    beans.registerBean(Lifecycle.class, () -> lifecycle);
                  })
              .run();
    } catch (RuntimeException failure) {
      throw StartFailure.of(failure, config);
    }
    lifecycle.serving();
    WebServer listening =
        Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer());
    return new TidemarkServer(context, lifecycle, listening.getPort());
  }

  private static Map<String, Object> properties(ServerConfig config) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("spring.config.location", "optional:classpath:/none/");
    properties.put("server.address", config.host());
    properties.put("server.port", config.port());
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", config.drain().toMillis() + "ms");
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("spring.web.resources.add-mappings", false);
    properties.put("spring.mvc.problemdetails.enabled", false);
    properties.put("spring.jmx.enabled", false);
    properties.put("server.server-header", "");
    properties.put("server.max-http-request-header-size", "16KB");
    properties.put("server.compression.enabled", true);
    properties.put("server.compression.min-response-size", "2KB");
    properties.put(
        "server.compression.mime-types",
        "application/json,application/problem+json,text/html,text/css,text/javascript,text/csv");
    properties.put("springdoc.api-docs.path", "/openapi.json");
    properties.put("springdoc.api-docs.version", "openapi_3_1");
    properties.put("springdoc.override-with-generic-response", false);
    properties.put("springdoc.packages-to-scan", "dev.tidemark.server");
    properties.put("springdoc.writer-with-order-by-keys", true);
    return properties;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** The Spring context, for tests that look at what is mapped. */
  ConfigurableApplicationContext context() {
    return context;
  }

  /** Refuses new requests, lets those under way finish, and stops. */
  @Override
  public void close() {
    lifecycle.draining();
    context.close();
  }
}
