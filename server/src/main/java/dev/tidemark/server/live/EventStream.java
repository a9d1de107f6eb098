package dev.tidemark.server.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events. What was written goes out with {@link #flush}. */
final class EventStream {
  private final OutputStream out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(4_096);

  EventStream(OutputStream out) {
    this.out = out;
  }

  /**
   * One event.
   *
   * @param data in one line
   */
  void event(String name, String id, byte[] data) {
    text("event: " + name + "\nid: " + id + "\ndata: ");
    pending.writeBytes(data);
    text("\n\n");
  }

  /** Nothing happened up to this id; clients keep it and show nothing. */
  void heartbeat(String id) {
    text(": heartbeat\nid: " + id + "\n\n");
  }

  /** After how long a client that lost the connection comes back. */
  void retry(int milliseconds) {
    text("retry: " + milliseconds + "\n\n");
  }

  private void text(String text) {
    pending.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Blocks while the client does not read. */
  void flush() throws IOException {
    pending.writeTo(out);
    pending.reset();
    out.flush();
  }
}
