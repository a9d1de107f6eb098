package dev.tidemark.ingest.live.feed;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A small WebSocket server (RFC 6455) that plays one script per connection. */
final class SocketServer implements AutoCloseable {
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /** What the server does on one connection; it is cut when the script ends. */
  interface Script {
    void play(Connection connection) throws IOException;
  }

  private final ServerSocket server;
  private final Deque<Script> scripts;
  private final List<Connection> open = new CopyOnWriteArrayList<>();
  final List<String> received = new CopyOnWriteArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();

  /** The last script is played for every further connection. */
  SocketServer(Script... scripts) {
    this.scripts = new ArrayDeque<>(List.of(scripts));
    try {
      this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/");
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Script script = scripts.size() > 1 ? scripts.removeFirst() : scripts.getFirst();
        Thread.ofVirtual().start(() -> serve(socket, script));
      } catch (IOException closing) {
        return;
      }
    }
  }

  private void serve(Socket socket, Script script) {
    try (socket) {
      Connection connection = new Connection(socket);
      open.add(connection);
      connection.shakeHands();
      script.play(connection);
    } catch (IOException cut) {
      // The client went away, which scripts provoke.
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
  }

  /** Cuts every connection. */
  @Override
  public void close() {
    try {
      server.close();
      for (Connection connection : open) {
        connection.socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final class Connection {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      this.out = socket.getOutputStream();
    }

    private void shakeHands() throws IOException {
      String key = "";
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
          key = line.substring(18).strip();
        }
      }
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept(key)
              + "\r\n\r\n";
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    private static String accept(String key) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-1")
                .digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(hash);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The next text of the client; null when it closed. Its pings are passed over. */
    @Nullable String read() throws IOException {
      while (true) {
        int head = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = in.readLong();
        }
        byte[] mask = in.readNBytes(4);
        byte[] body = in.readNBytes((int) length);
        for (int i = 0; i < body.length; i++) {
          body[i] ^= mask[i & 3];
        }
        switch (head & 0xf) {
          case 1 -> {
            String text = new String(body, StandardCharsets.UTF_8);
            received.add(text);
            return text;
          }
          case 8 -> {
            return null;
          }
          default -> received.add("<" + (head & 0xf) + ">");
        }
      }
    }

    void send(String... texts) throws IOException {
      for (String text : texts) {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
      }
    }

    /** One message in several frames. */
    void sendInPieces(String text, int bytes) throws IOException {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      for (int from = 0; from < body.length; from += bytes) {
        int to = Math.min(body.length, from + bytes);
        int head = (from == 0 ? 1 : 0) | (to == body.length ? 0x80 : 0);
        frame(head, Arrays.copyOfRange(body, from, to));
      }
    }

    void ping() throws IOException {
      frame(0x89, new byte[] {1});
    }

    void close(int status) throws IOException {
      frame(0x88, new byte[] {(byte) (status >> 8), (byte) status});
    }

    /** Waits until the client goes away. */
    void linger() throws IOException {
      while (read() != null) {
        // What it still says does not matter.
      }
    }

    private void frame(int head, byte[] body) throws IOException {
      byte[] header;
      if (body.length < 126) {
        header = new byte[] {(byte) head, (byte) body.length};
      } else if (body.length < 65_536) {
        header = new byte[] {(byte) head, 126, (byte) (body.length >> 8), (byte) body.length};
      } else {
        header =
            new byte[] {
              (byte) head,
              127,
              0,
              0,
              0,
              0,
              (byte) (body.length >> 24),
              (byte) (body.length >> 16),
              (byte) (body.length >> 8),
              (byte) body.length
            };
      }
      synchronized (this) {
        out.write(header);
        out.write(body);
        out.flush();
      }
    }
  }
}
