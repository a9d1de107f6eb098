package dev.tidemark.stream.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidemark.core.error.ErrorCode;
import dev.tidemark.core.error.TidemarkException;
import dev.tidemark.smartdb.embedded.LocalPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A schema registry that speaks Confluent's protocol, on 127.0.0.1. */
public final class RegistryServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
  private static final int LARGEST_BODY = 1 << 20;
  private static final int AT_A_TIME = 16;

  private final HttpServer http;
  private final ExecutorService threads;

  private RegistryServer(HttpServer http, ExecutorService threads) {
    this.http = http;
    this.threads = threads;
  }

  /**
   * Begins to serve.
   *
   * @param directory keeps the port over restarts
   * @throws TidemarkException RESOURCE_EXHAUSTED when the port is taken
   */
  public static RegistryServer start(Subjects subjects, Path directory) {
    try {
      Path home = Files.createDirectories(directory.toAbsolutePath()).toRealPath();
      var remembered = LocalPort.remembered(home);
      int port =
          remembered.isPresent() && LocalPort.isFree(remembered.getAsInt())
              ? remembered.getAsInt()
              : LocalPort.choose(home);
      RegistryServer server = start(subjects, port);
      LocalPort.remember(home, port);
      return server;
    } catch (IOException e) {
      throw TidemarkException.of(
              ErrorCode.RESOURCE_EXHAUSTED,
              "The schema registry does not start",
              String.valueOf(e.getMessage()),
              "Free the port, or make the directory writable",
              e)
          .withDetail("directory", directory);
    }
  }

  static RegistryServer start(Subjects subjects, int port) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 64);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_A_TIME, Thread.ofPlatform().name("registry-", 0).daemon().factory());
    http.setExecutor(threads);
    RegistryProtocol protocol = new RegistryProtocol(subjects);
    http.createContext("/", exchange -> serve(protocol, exchange));
    http.start();
    return new RegistryServer(http, threads);
  }

  /** What {@code registry.url} is to be for clients of this one. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private static void serve(RegistryProtocol protocol, HttpExchange exchange) throws IOException {
    try (exchange) {
      RegistryProtocol.Answer answer;
      try {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (body.length > LARGEST_BODY) {
          answer = RegistryProtocol.problem(413, 413, "a body may have " + LARGEST_BODY + " bytes");
        } else if (body.length > 0 && (type == null || !type.contains("json"))) {
          // A page in a browser may send other types to any address without being asked.
          answer = RegistryProtocol.problem(415, 415, "Content-Type must be of JSON");
        } else {
          answer =
              protocol.answer(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI(),
                  new String(body, StandardCharsets.UTF_8));
        }
      } catch (RuntimeException e) {
        LOG.warn("The registry failed [path={}]", exchange.getRequestURI().getRawPath(), e);
        answer = RegistryProtocol.problem(500, 50001, "internal error; the log says more");
      }
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
