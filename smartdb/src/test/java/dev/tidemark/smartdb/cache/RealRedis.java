package dev.tidemark.smartdb.cache;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis of its own on the loopback interface, which keeps nothing on disk. */
final class RealRedis implements AutoCloseable {
  private final int port;
  private final RedisServer server;

  RealRedis() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server =
        RedisServer.builder()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("maxmemory 64mb")
            .build();
    server.start();
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.stop();
  }
}
