package dev.tidemark.ingest.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A real local HTTP server that answers by script, and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {
  /** One answer. */
  @FunctionalInterface
  public interface Reply {
    void send(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<Reply> script = new ArrayDeque<>();
  private final List<URI> asked = new ArrayList<>();
  private @Nullable Function<URI, Reply> otherwise;

  public ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI uri() {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort());
  }

  /** Adds the next answers. */
  public synchronized ScriptedServer then(Reply... replies) {
    script.addAll(List.of(replies));
    return this;
  }

  /** Answers when the script has ended. */
  public synchronized ScriptedServer otherwise(Function<URI, Reply> answer) {
    otherwise = answer;
    return this;
  }

  public synchronized List<URI> asked() {
    return List.copyOf(asked);
  }

  public static Reply json(String body) {
    return status(200, body);
  }

  public static Reply status(int status, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /** Announces the whole body, sends a part, and hangs up. */
  public static Reply cutOff(String body, int sent) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, sent);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** Hangs up without an answer. */
  public static Reply hangUp() {
    return HttpExchange::close;
  }

  /** Sends the beginning of a body, and then nothing until the server closes. */
  public Reply stallAfter(String beginning) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000_000);
      exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      hold();
    };
  }

  /** Never even sends headers. */
  public Reply silence() {
    return exchange -> hold();
  }

  /** Sends without end, until the client hangs up. */
  public static Reply endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] part = new byte[65_536];
      try (OutputStream out = exchange.getResponseBody()) {
        for (int i = 0; i < 10_000; i++) {
          out.write(part);
        }
      }
    };
  }

  private void hold() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Reply reply;
    synchronized (this) {
      asked.add(exchange.getRequestURI());
      Function<URI, Reply> other = otherwise;
      reply = script.poll();
      if (reply == null) {
        reply =
            other == null
                ? status(500, "the script has ended")
                : other.apply(exchange.getRequestURI());
      }
    }
    reply.send(exchange);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
