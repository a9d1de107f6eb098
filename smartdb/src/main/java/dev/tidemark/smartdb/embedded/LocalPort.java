package dev.tidemark.smartdb.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Ports on 127.0.0.1, and the one that a server with a directory of its own keeps. */
public final class LocalPort {
  private static final String FILE = "port";
  private static final int HIGHEST = 65_535;

  /**
   * Below those that the system gives to outgoing connections: while the server is down one of
   * these could take its port, even a client's of its own.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 10_000;

  private LocalPort() {}

  /** A free port that the directory suggests, so that it is the same next time if possible. */
  public static int choose(Path directory) throws IOException {
    int offset = Math.floorMod(directory.hashCode(), COUNT);
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + (offset + i) % COUNT;
      if (isFree(port)) {
        return port;
      }
    }
    throw new BindException("no port between " + FIRST + " and " + (FIRST + COUNT) + " is free");
  }

  public static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    }
  }

  /** The port this directory's server had last. */
  public static OptionalInt remembered(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return OptionalInt.empty();
    }
    try {
      int port = Integer.parseInt(Files.readString(file).strip());
      return port > 0 && port <= HIGHEST ? OptionalInt.of(port) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  public static void remember(Path directory, int port) throws IOException {
    if (remembered(directory).orElse(0) != port) {
      Files.writeString(directory.resolve(FILE), port + "\n");
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // As PostgreSQL does: connections of a server that just ended are no obstacle.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
